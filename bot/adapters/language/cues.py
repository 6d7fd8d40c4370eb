"""The small words that change what a phrase means: denial, doubt, the past, somebody else.

Language, not policy: these hold for every organisation, so they stand here and not in a pack. Written in
the syntax of ``phrases``. ``pass`` are wordings that hold a cue's words and are none.
"""

from collections.abc import Mapping

CUES: Mapping[str, tuple[str, ...]] = {
    "cue:pass": (
        "no doubt", "not only", "not just", "can|could not stop", "will|would not stop", "never stops|stopped",
        "not the first time", "no longer know", "never been so|this|that|as", "never felt so|this|that|more", "never know",
        "do|does|did not let", "will|would not let", "not let", "does not|never leave|leaves", "will not leave",
        "can|could not remember how|when|what", "can|could not believe", "never forget", "could|can feel|see|hear|tell|smell",
        "will never stop", "would never let", "does not stop", "not stopped", "no matter", "not allowed", "no one|body",
        "not sure how|when|what|why", "do|does not know what|how|when|why", "not supposed", "no choice", "not long ago",
        "no idea what|how|when|why", "as if", "even if", "not seen", "did not even", "not even", "no wonder", "could not breathe",
        "may 2020|2021|2022|2023|2024|2025|2026", "in may", "did not stop", "not to tell", "do not tell", "no friends", "no money",
    ),
    "cue:denial": (
        "no", "not", "never", "denies", "denied", "deny", "denying", "without", "nothing", "neither", "nor", "none",
        "nobody", "no one", "negative for", "no history of", "no evidence of", "no sign|signs of", "rules|ruled out",
    ),
    "cue:denial_after": (
        "no", "none", "never", "denied", "nil", "nope", "not disclosed", "was denied", "is denied", "has not happened",
        "never happened", "did not happen", "ruled out", "not the case", "not true", "n / a",
    ),
    "cue:doubt": (
        "if", "might", "may", "could", "maybe", "perhaps", "possibly", "would", "what if", "whether", "suspects|suspect|suspected",
        "scared|afraid|frightened|worried|worries|terrified|fears|fear|feared|anxious that|he|she|they|of|about|it",
        "threatened|threatens|threatening|threaten|threat|threats to", "going to", "will", "want|wants|wanted to",
        "not sure if|whether", "do|does|did not know if|whether", "wonder|wonders|wondering if|whether", "i think", "she thinks",
        "likely", "looks like", "seems to", "about to", "in case", "unclear if|whether", "possible", "potential", "risk of",
        "next time", "one day he|she will|would", "dreamt|dreamed|nightmare|nightmares",
    ),
    "cue:past": (
        "years|year|decades|decade ago|back", "long time ago", "ages ago", "years before", "used to", "as a child|kid|teenager|teen",
        "when i|she|he was a? little|young|small|child|kid|teenager|girl|boy", "growing up", "in my|her|his|their childhood",
        "previous|former|last|past|earlier|old relationship|marriage|partner|husband|wife|boyfriend|girlfriend",
        "in the past", "historic|historical|historically", "back in", "my|her|his|their first husband|wife|marriage",
        "ex before", "when we|they first met", "in her|his|my teens|twenties|youth", "before i|she met him|her",
        "back then", "in those days", "many years|moons", "at school", "in 1990|1995|2000|2005|2008|2009|2010|2011|2012|2013|2014|2015|2016|2017|2018|2019|2020|2021",
    ),
    "cue:other": (
        "my|her|his|their|a|the friend|friends|sister|mum|mother|neighbour|neighbours|neighbor|cousin|auntie|aunt|nan|colleague|mate|flatmate|housemate 's? was|is|got|has|had|'s",
        "my|her|his|their|a|the friend|sister|mum|mother|neighbour|neighbor|cousin|auntie|aunt|nan|colleague|mate 's husband|partner|boyfriend|ex|fella|bloke|wife|girlfriend",
        "to my|her|his|their friend|sister|mum|mother|neighbour|cousin|aunt|colleague|ex",
        "my|her|his|their dad|father|stepdad|stepfather|brother hit|beat|strangled|choked|raped|stabbed|punched my|her|his mum|mother",
        "on tv|telly|television|facebook|eastenders", "on the tv|telly|television|news|internet|radio", "in a film|movie|book|soap|programme|documentary",
        "saw|watched|read|watching|reading a film|documentary|programme|story|article", "in the news|paper|papers", "another client|tenant|woman|resident|family",
        "someone|somebody|a_woman|a_girl|a_lady i|we know|knew|knows", "someone|somebody else was|got|had", "a different client|family",
        "next door 's?", "couple upstairs|downstairs|opposite", "her|his|my friend she",
    ),
    "cue:other_object": (
        "his|her|their ex", "his|her|their ex wife|girlfriend|partner|husband|boyfriend", "his|her|their ex - wife|girlfriend|partner|husband|boyfriend",
        "his|her|their last|previous|first|old|former|other wife|girlfriend|partner|husband|boyfriend|relationship|missus",
        "my|her|his|their|a|the friend|sister|mum|mother|neighbour|neighbor|cousin|auntie|aunt|nan|colleague|mate|brother|flatmate|stepmum",
        "another|other woman|girl|man|person|lady|tenant|client", "someone|somebody else", "his|her first wife|husband", "other women|girlfriends|people",
        "a previous|former|different|ex girlfriend|partner|wife|husband|boyfriend|woman", "the dog|cat",
    ),
}  # fmt: skip
