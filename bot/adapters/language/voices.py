"""Whose words a text is: the speaker's own, a report of them, or what the practitioner saw or heard.

Only the speaker's own words may stand in quotation marks, so whatever does not show that it is theirs is
taken as reported; the practitioner is then asked once for the words used. What shows it is a first person
that is not the practitioner's: every "I", "me", "my", "we", "us", "our" is weighed by the words around it.
"""

import re

from bot.adapters.language.quotations import quotations_in
from bot.adapters.language.reading import read
from bot.safeguarding.answers import Voice

_QUOTED = " _ "
_KEPT_MARKS = frozenset("_',.;:!?-–&\n")
_LABEL = (
    r"(?:clients?|cl|vic|victim|tenant|resident|caller|survivor|customer|applicant|service user|complainant|tp|ap|pt|perp|vs|su|ip|"
    r"alleged perpetrator|leaseholder|licensee|occupant|claimant|appellant|deponent)"
)
_KIN = (
    r"(?:mum|mother|mam|dad|father|son|daughter|sister|brother|aunt|auntie|uncle|nan|gran|grandmother|grandfather|grandson|niece|nephew|"
    r"child|boy|girl|lad|kid|kids|children|neighbour|neighbours|friend|lady|woman|man|gentleman|gent|bloke|wife|husband|hubby|partner|"
    r"boyfriend|girlfriend|bf|gf|ex|carer|support worker|social worker|colleague|contractor|plumber|electrician|cleaner|caretaker|"
    r"receptionist|officer|manager|teacher|school|nursery|gp|doctor|nurse|midwife|health visitor|interpreter|landlord|employer|family|parents|"
    r"young person|yp|teenager|toddler|eldest|youngest|couple|female|male|person|pensioner|landlady|tradesman|engineer|warden)"
)
_OTHER = rf"(?:she|he|they|(?:the |this |our |her |his |their |a |an |one |another )?(?:\w+ )?(?:{_LABEL}|{_KIN})|m(?:s|rs|r|iss) \w+|both|who)"
_SAYS = (
    r"(?:said|says|saying|say|stated|states|stating|state|reported|reports|reporting|disclosed|discloses|disclosing|told|tells|telling|"
    r"explained|explains|alleged|alleges|describes?|described|describing|mentioned|mentions|confirmed|confirms|denied|denies|claims?|"
    r"claimed|claiming|informed|informs|advised|advises|advising|revealed|reveals|added|adds|thinks|feels|felt|believes|believed|"
    r"admitted|admits|recalled|recalls|reckons|confided|confides|indicated|indicates|passed on|let on|let slip|opened up|replied|"
    r"expressed|insists|insisted|maintains|maintained|acknowledged|acknowledges|related|recounted|recounts|spoke of|spoke about|talks of|"
    r"talked about|talked of|complained|complains|called him|calls him|listed|implied|implies|suggested|hinted|minimising|minimises|"
    r"minimised|wishes|wants|worried|fears|suspects|knows|hopes|declined|refused|agreed|asked|asks|requests|requested|contradicts|"
    r"identified|estimates|estimated|remembers|remembered|attributes|blames|considers|queried|wondered|volunteered|shared|outlined|gave)"
)
_AUX = r"(?:(?:has|have|had|also|then|just|further|since|now|later|again|is|was|were|are|'s|been|being|both|all|kept|keeps|went|on|to|openly|briefly|quietly|eventually|initially|finally|tearfully|sometimes|did|does|would|previously|repeatedly|clearly|only|not|currently|very|still) )"

# The practitioner's own doings. Strong where the other party is plainly the client.
_WORK = (
    r"(?:ask|advise|explain|offer|reassure|encourage|refer|signpost|contact|discuss|suggest|mention|complete|interview|visit|attend|meet|book|"
    r"arrange|inspect|assess|document|record|log|note|observe|witness|notice|spot|review|enquire|inquire|probe|prompt|support|"
    r"complet|arrang|observ|advis|referr|recommend|raise|rais|email|e-mail|phone|ring|accompan|greet)(?:|s|d|ed|ied|ing|ting)"
)
_WORKED = (
    rf"(?:{_WORK}|noting|met|spoke|spoken|speak|rang|rung|chatted|talked|checked|knocked|arrived|took a statement|took the call|took her call|"
    r"followed up|made a|made the|put in a|opened up|sat down with|sat with|sat in on|carried out|dropped in|popped in|popped round|"
    r"called round|called on|called her|called back|called at|did the|did a|was called|was on site|was on shift|was on duty|was told|was informed|"
    r"was shown|was made aware|was advised|am told|am informed|have been told|have been informed|am aware|became aware|understand|gather|gathered|"
    r"was fitting|was fixing|was doing|was repairing|was there to|was measuring|was servicing|was carrying|was in the property|was at the property|"
    r"was in the hall|was visiting|was interviewing|was checking the|was speaking|was talking to|was on the phone|was on the call|was passing|"
    r"went to fit|went to fix|went to inspect|went to do|went to read|went to check|went round to|went out to|came to fit|came to fix|came to do|"
    r"turned up to|was (?:up there|there|on the roof|in the (?:hall|hallway|loft|kitchen|lobby|corridor|lift|office|garden|road|street|car park|room|next room))|could not (?:talk|speak|hear|make it out|get in|get access|see inside|hear what|gain|get past)|gave her|handed her|handed him|gave him (?:a|the|my) (?:leaflet|card|form|number)|showed her|needed to access|"
    r"was shown|passed her|overheard|listened|thanked|tried calling|tried to call|tried to ring|tried her|tried the number|returned the call|"
    r"took notes|took photos|took photographs|wrote down|typed|read back|got through|picked up the call|answered the (?:call|phone)|dealt with|took over)"
)
_I = r"(?:i|we)"
_DID = r"(?:(?:have|had|has|will|then|also|just|again|since|did|do|later|would|only|first|previously|clearly|briefly|personally|'s|gently|both|went and|already|as|when|once|myself) )*"
_CLIENT_AS_OBJECT = rf"(?:her|whether|if (?:she|he|there|they)|what|how|about|that (?:she|he|they)|to (?:the|her|a)|with (?:the|her|a)|(?:the |our |this |a )?(?!my |mum|dad)(?:\w+ )?(?:{_LABEL}|{_KIN}))"
_PERCEIVED = r"(?:saw|see|seen|hear|heard|watched|watch|noticed|notice|observed|witnessed|spotted|noted|smelt|smelled|smell|found|caught sight|caught a glimpse|glimpsed|overheard|clocked|picked up on|was struck)"
_STAFF_STRONG = re.compile(
    rf"\b{_I} {_DID}{_WORKED} (?:back |again |briefly |privately |directly |to |with )?{_CLIENT_AS_OBJECT}\b"
    rf"|\b{_I} {_DID}(?:noted|observed|witnessed|signposted|reassured|interviewed|was told|were told|was informed|were informed|was advised|were advised|are told|have been told|are aware|was made aware|were made aware|are informed|referred|knocked|inspected|visited|attended)\b"
    rf"|\b{_I} (?:am|was|have|had|remain|feel) (?:\w+ )?(?:concern|concerns|concerned|worried|anxious)(?: about| for| that| regarding)? (?:her|she|the client|the children|this|the risk|his)\b"
    rf"|\b{_I} (?:think|believe|feel|felt|suspect|suspected|wonder|wondered|thought|reckon|doubt|assume)(?: that| if| whether)? (?:she|the {_LABEL}|this|her|client|there may|there is a)\b"
    rf"|\b(?:for|of|during|after|on|at|before|throughout|until|towards|by) (?:my|our) (?:\w+ )?(?:visit|shift|inspection|appointment|meeting|interview|call|conversation|check|round|assessment|chat|walkabout|survey)\b"
    r"|\b(?:home|site|gas|welfare|safety|tenancy|property) (?:visit|check|inspection|safety check|service)\b|\brent review\b"
    rf"|\b(?:the|this|our|that|a) {_LABEL}\b|\b{_I} {_DID}(?:got|received|have|had|took|taken|been sent) (?:a|an|another|several|two|some) (?:\w+ ){{0,2}}(?:complaints?|reports?|calls?|emails?|referrals?|messages?|voicemails?|letters?|disclosures?|concerns?|job|repair|tip)\b(?! (?:from|off) (?:him|my|me|his))"
    rf"|\b{_I} do not (?:think|believe|feel|know if|know whether) (?:that )?(?:she|her|the|this|he is safe)\b|^\W*(?:{_LABEL})\b(?! of (?:it|this)\b)|(?<!my )(?<!a )\b(?:clients?|cl|vic|perp|tp|service user|caller|applicant)\b"
    rf"|^\W*(?:how|where|when|which|do|does|should|can|could|must|may|shall|what) (?:do |should |can |must |if )?{_I} (?:need|have to|record|refer|report|fill|complete|log|save|see|tell|share|ask|contact|call|ring|go back|send|get hold|make a|class|count|use|print|stop|start|score|act)\b"
    rf"|\b(?:gentleman|lady|a woman|a man|note|voicemail|text message|female|male)(?: \w+)?(?: [\w',]+){{0,8}} (?:says|said|saying|shouting|screaming|reads|crying)\b"
    rf"|\b(?:i am|we are) (?:a |an |the |your )?(?:\w+ )?(?:officer|caretaker|contractor|warden|plumber|electrician|engineer|support worker|idva)\b|\b(?:on|in|from) (?:the )?file\b|\bon a visit\b|\b(?:two|both|three|some) of us (?:attended|visited|went|knocked|saw|heard|called|were there)\b|\b(?:i|we) (?:have |had )?(?:been|were|are|was|am) aware\b|\bat the property\b|\bfront desk\b"
    rf"|\b(?:one|some|two) of our\b|\b(?:from what|as) (?:i|we) (?:can gather|understand|gather|know)\b|\b(?:i|we) (?:have )?(?:worked|work|dealt) with (?:this|the|her|them|him)\b|\bit was (?:alleged|reported|disclosed|said)\b|\baccording to (?:her|him|the|mum|client)\b"
)
_STAFF_WEAK = re.compile(
    rf"\b{_I} {_DID}{_WORKED}\b|\b{_I} (?:\w+ )?{_DID}(?:could (?:not )?|can )?{_PERCEIVED}\b|\b(?:my|our) radio\b"
    rf"|\b{_I} (?:(?:only|just|then|also|had|have|had to) )*(?:got to the|got to (?:her|their|number)|went (?:(?:in|round|up|over|out|back|down|along|inside) )?(?:to|into) (?:read|the|see|do|look|take|deliver|collect|serve)|went in|counted|looked (?:in|at|through|up|round|over|inside)|pulled up|drove|walked (?:past|up|into|in on|round)|parked|wait|waited|entered|pointed|stepped|measured|tapped|buzzed|turned (?:up at|to the)|came (?:to|out|away|round) (?:of|from|to)|used the|put to|opened the|stood outside|sat opposite)\b"
    rf"|\b(?:when|while|as|after|before|until) {_I} (?:was|were|got|went|came|did|had|tried|left|walked|called|opened|visited|fitted|fixed|entered|returned|attended|started|stepped|mentioned|used|offered|said|put)\b"
    rf"|\b(?:she|they|he|{_LABEL}|{_KIN}) (?:\w+ )?(?:told|tells|informed|informs|asked|showed|shows|confided in|let|begged|thanked|rang|called|phoned|approached|handed|gave|emailed|texted|advised|followed) (?:me|us)\b"
)
# A third person who is the one it happened to: "her wrist", "she was crying".
_SUFFERER = re.compile(
    r"\b(?:she|her|herself)\b|\b(?:the|a|an|little|old|young|small|teenage) (?:\w+ )?(?:boy|girl|lady|woman|man|child|toddler|lad|gentleman|couple)\b"
    r"|\b(?:his) (?:\w+ )?(?:husband|wife|partner|ex|boyfriend|girlfriend|bf|arms?|wrists?|neck|face|eyes?|eyebrow|lips?|cheek|hands?|legs?|hair|voice|sleeves?|bruis\w+|injur\w+|story|account|words|coat|glasses|son|daughter)\b"
)

_SHE = re.compile(r"\b(?:she|her|herself)\b")
_HE = re.compile(r"\b(?:he|him|his|himself)\b")

# First persons that may be either's are taken out before the client's are looked for.
_EITHER = re.compile(
    r"\b(?:told|tell|tells|telling|informed|informs|informing|advised|advises|advising|asked|asks|asking|filmed|filming|recording|showed|shows|shown|confided in|assured|thanked|approached|phoned|emailed|contacted|handed|texted|reported to|gave|give|gives|rang|ring|rung|ringing|emailing|offered|begged) (?:me|us)\b"
    r"(?! (?:that |how |if |why |when |what |to )*(?:i|my|we|not to tell|shut|get out|stay|keep my|off)\b)"
    r"|\b(?:want|wants|wanted|like|asked|need|needs|needed|for|wanting) (?:me|us) to (?:tell|call|ring|contact|know|write|report|pass|come|visit|share|record|speak|say|leave|help|see|hear|stay|go|wait|do|keep|phone|put|note|check|look|make|refer|send)\b"
    r"|\b(?:call|calls|called|calling) (?:me|us) (?:back|at|on|from|this|today|yesterday|to|in tears|and|about|again)\b|\b(?:slipped|passed|slid|sent|messaged|left|provided|supplied|given|visited|alerted|notified|updated|warned|met|invited|recognised|reminded|concerned|worried|alarmed|surprised|struck|heard|saw|seen|noticed|spotted|interrupted|walked|showing|greeted|caught|requested|answered|contacts?|made|joined|stopped|look|looked|quizzed|questioned|ignored|eyed) (?:me|us)\b(?! (?:do|sleep|sit|stand|eat|wear|beg|bleed|scared|behind|feel|like|for dead|out|with nothing|locked|go|sign|give|quit|stop|have|get|drink|lie|watch|strip|pay|say|apologise|kneel|walk|wash|clean|talking|think))|\bwatched me (?:through|from|until|as|while|go|leave|work)\b|\b(?:she|they|child|girl|boy|lady|mum|client|woman) (?:\w+ )?(?:grabbed|held|took|touched|patted|clutched|reached for) my (?:arm|hand|sleeve|coat)\b|\bout of my hands?\b|\b(?:show|shows|showing|allow|allowed) (?:me|us)\b|\b(?:squeezed|clung to|tugged|tugging|gripped) my (?:hand|arm|sleeve|elbow)\b|\bdoor (?:in my face|on (?:me|us))\b|\bleave us alone\b|\bmy back to (?:them|her|him)\b|\bmake me promise\b|\bmade me promise not\b|\btook me (?:aside|to one side)\b|\bin my (?:opinion|view|experience|notes)\b|\b(?:put|through) to me\b|\blet (?:me|us) (?:know|in|see|into|past|speak|look|through)\b"
    r"|\b(?:to|with|from|behind|past|beside|of|for|near|towards|by|before|than|told|at|between|around|past|opposite|toward) (?:me|us)\b"
    r"|\b(?:mentioned|said|disclosed|spoke|spoken|talked|admitted|indicated|whispered|repeated|described|passed|gave|showed) (?:\w+ )?(?:to|with) (?:me|us)\b"
    r"|\b(?:my|our) (?:(?:\w+ed|next|last|first|second|third|fourth|fifth|previous|initial|line|duty|gas|repairs?|housing|own|id|business|safeguarding|homelessness|front|out of hours|new|senior|team|female|male|cctv|call|customer|tape|tool|community|tenancy|estate|void|voids) )?(?:measure|ladders?|bag|drill|meter|id|surveyor|joiner|decorator|handyman|apprentice|hub|lead|colleagues?|manager|office|offices|desk|team|supervisor|visit|shift|radio|notes|inspection|appointment|round|van|questions?|card|caseload|view|opinion|concerns?|assessment|interview|presence|badge|lanyard|clipboard|tools|toolbox|arrival|apprentice|role|training|impression|understanding|service|records?|systems?|contractors?|plumbers?|electricians?|steps|reception|receptionists?|cleaners?|meeting|conversation|call|staff|engineers?|caretakers?|gas fitter|repairs lad|building|hostel|scheme|propert(?:y|ies)|tenants?|residents?|files?|waiting room|lobby|operatives?|officers?|wardens?|customers?|clients?|foyer|counter|advice|leaflets?|suggestion|knock|walkabout|drop in|duty|line|lift|site|estate|block|stairwell|time there|observations?|chat)\b"
)
_HOSTILE = re.compile(
    r"\b(?:shout|scream|yell|swear|spit|spat|throw|threw|hiss|laugh|growl|snarl|lash|come|came|go|goes|went|swing|swung|lunge|snap|chuck|lob|kick|curse|rage|swore|glare|aim)\w* (?:\w+ ){0,3}(?:at|for|towards) (?:me|us)\b"
    r"|\btold me (?:that )?i (?:would never|am (?!the)|was (?!the)|will never|deserve|look|need|made|asked for it)|\bi (?:am|was) (?:a|an) (?:grown|man|woman|mother|mum|father|dad|\w+ year)\b"
    r"|\b(?:does|did|do|done|happen|happens|happened|doing|mean|nasty|horrible|violent|cruel|awful|rotten|lovely|nice|lies|lied|married) (?:\w+ ){0,2}to (?:me|us)\b"
    r"|\b(?:knife|gun|hammer|fist|hands?|blade|bat|lighter) (?:\w+ )?to me\b|\bus (?:all|both|two|lot|kids)\b|\b(?:nobody|no one|no body|never|ever) (?:[\w']+ ){0,3}(?:asked|told|believed|helped|believes|listens to|asks) me\b"
    r"|\b(?:scared|frightened|better|worse|stronger|bigger) (?:of|than) me\b"
    r"|\b(?:sex|sleeps?|slept|lives?|living|rows?|fights?|argues?|bed) with me\b|\b(?:takes?|took|taken|steals?|stole|away|hides?|hid|money|everything|keeps?|kept) (?:\w+ ){0,3}from me\b"
    r"|\b(?:rest|all|lot|two|both|none|care|any|sick|ashamed|bit|photos|pictures|videos|ill|hold|control|rid|side|fun) of (?:me|us)\b"
)
_ANY_MINE = re.compile(r"\b(?:me|us|my|mi|mine|ours|myself|meself|mesen|mysel|ourselves|oursen)\b")
_HARM = (
    r"(?:hit|hits|hitting|punch\w*|kick\w*|slap\w*|smack\w*|strangl\w*|chok\w*|throttl\w*|push\w*|shov\w*|grab\w*|drag\w*|threw|throw\w*|bit|bite\w*|burn\w*|stab\w*|rap(?:e|es|ed|ing)|forc\w*|beat\w*|hurt\w*|kill\w*|"
    r"threaten\w*|lock\w*|follow\w*|controls?|scares?|frighten\w*|leave|left|loves?|hates?|blames?|spat|spit\w*|headbutt\w*|pinn\w*|pull\w*|trip\w*|cut|scratch\w*|pinch\w*|isolat\w*|stalk\w*|stop\w*|let|lets|want|wants|wanted|made|makes|make|"
    r"batter\w*|bray\w*|cuss|belt\w*|clout\w*|shook|shak\w*|chas\w*|find|finds|found|get|gets|got|took|take|takes|kept|keep|keeps|touch\w*|watches|watch|tells everyone|called|calls|calling|told|promised|gave|gives|bought|sent|sends)"
)
_MINE = re.compile(
    rf"\b(?:mine|ours|myself|meself|mesen|mysel|ourselves|oursen|mi)\b|\b{_HARM} (?:me|us)\b|\bme and\b|\band me\b|\b(?:my|me) (?:\w+ )?(?:mum|mam|mother|dad|father|son|sons|daughters?|sister|brother|nan|gran|kids?|children|baby|babby|lad|lass|bairns?|family|husband|wife|partner|ex|boyfriend|girlfriend|friends?|mates?|boss|life|own|house|home|flat|room|bed|bedroom|bathroom|money|bank|wages|passport|clothes|face|head|neck|throat|arms?|legs?|hair|eyes?|back|ribs?|nose|jaw|mouth|teeth|hands? (?:behind|round|up)|stomach|belly|chest|body|skin|tablets|medication|inhaler|fault|name|side|job|work|car|keys|phone (?!rang|went|number)|door|things|stuff|mind|girl|boy|little|uncle|aunt|auntie|cousin|in-laws|mother-in-law|neighbours?|landlord|doctor|gp|solicitor|school|cat|dog|period|pregnancy|birthday|religion|visa|benefits?|dinner|food|tea)\b"
    r"|\bour (?:\w+ )?(?:house|home|flat|place|beds?|bedroom|kids?|children|sons?|daughters?|lads?|lass|babb?y|mum|mam|dad|nan|tenancy|rent|street|family|wedding|money|account|door|car|dog|cat|marriage|kitchen|stuff|things|clothes|food|parents|gate|landing|garden|windows?|stairs|heating|bairns?|wean|sister|brother|bathroom|room|[a-z]+(?:ie|y))\b"
    r"|\bi (?:am|was) (?:so |too |that |really |just |dead |very |always |still |a bit |bloody |not |only |right |well |proper )*(?:scared|frightened|terrified|afraid|petrified|tired|pregnant|broke|trapped|stuck|dead|done|sick|black and blue|on eggshells|nervous|ashamed|embarrassed|alone|lonely|useless|worthless|stupid|his|finished|a prisoner|walking on|going round|going mad|losing|asleep|in bed|bleeding|married|\d+ years old)\b(?! (?:for|about|of) (?:her|the)\b| (?:that )?(?:she|the|we)\b)"
    r"|\b(?:where|who|what|how|whatever|everywhere|everything|wherever|every time|like) i (?:am|live|lived|go|went|do|did|wear|wore|eat|ate|say|said|spend|speak|talk|park|work|look|sleep|drive|cook|have been|leave|left|move)\b|\bevery time (?:i|we)\b|\bif i (?:go|leave|ring|tell|say|do not|am|look|talk|speak|move|get|try|even|said|told|left|stay|ask|cry|scream|report|run|wear|want|call the police)\b|\bwhen (?:i|we) (?:get|go|am|see|wear|cook|hear|try|eat|sleep|cry|say|wake|argue|argued|row|rowed|fight|fell out|was pregnant|was a kid|tried to leave|try to)\b"
    r"|\bi (?:live|lived|hate|wish|wake|woke|cry|hide|hid|sleep|slept|deserve|love|loved|dread|bruise|bleed|bled|blacked out|passed out|screamed|begged|pretend|flinch|wet|dunno|swear|belong|dare|pay|forgave|lied|fell|jus|cant|lost (?!count|contact|signal|the|sight)|want (?!her|the|to (?:refer|check|make|know|report|confirm|ask|raise))|miss (?!her)|feel (?!uncomfortable|uneasy|concerned|that|she|the|this|he|her)|ran (?!after|the|a\b|through)|lock (?!the office)|always|can not (?:go|leave|take|have|cope|breathe|do|sleep|live|stop|eat|wear|even|ring|see my|spend|afford|remember|move)|do not (?:want|dare|sleep|eat)|never (?:told|know|get|had|felt|thought))\b"
)
_PERHAPS_MINE = re.compile(
    r"\b(?:i|we) (?:am|was|were|are) (?!aware|concerned|not sure|told|informed|up (?:the|a)|in the (?:lift|hall|loft|lobby|corridor)|on (?:site|shift|duty)|in there|out there|up there|there|able|happy to)\w"
    r"|\b(?:i|we) (?:\w+ly )?(?:(?:can|could|would|will|do|did|should|have|had|must|may|might) (?:not|never (?!seen|met|known|come across|heard)|always|just|only|still|all|be|go|get|love|rather|sooner|kill|die|do|have|lose)|go|get|got|gets|go|goes|eat|think|know|knew|thought|said|say|told|tell|let|try|tried|start|started|never|just|only|still|stay|stayed|put|use|used|took|take|come|lie|look (?:after|over)|stop|stopped|need|trust|trusted|believe|believed|have (?:a|ever|no|nothing|nobody|to|had|got|lost|been (?!told|informed|made aware|asked)|put|left|tried|blocked|stopped|moved|done|changed|told|ate|eaten|cried|begged|given|always|slept|lived|loved)|had (?:a (?!look|word|chat|call|report)|no|nothing|to|it|him|my)|ai not|gave|ended|work|worked (?!with|on)|drive|ring|rang|went|left|paid|pay|earn|buy|cook|cooked|make|made (?!a|the)|walk|speak|text|answer|called the police|phoned the police|jus|no|not|kept|keep|lock|covered|thought|grabbed|hate|fight|fought|pushed|hit|leave|open (?:the door|my)|sit|hide|see|seen|hear|heard|do|done|did|been|born|grew|raised|suppose|reckon|wonder|dress|wear|forget|remember|need|begin|used|ask|asked (?:him|my|police|the police))\b"
)
_PLEA = re.compile(
    r"\bplease (?:do not|just|help)\b|\byou (?:lot|will not|do not know|must not|people|would not understand|can not tell)\b"
)

_REPORT = re.compile(
    rf"\b{_OTHER} {_AUX}*{_SAYS}\b(?! (?:me|us) (?:not )?to (?:come|go|leave|get|wait|sit|f)| (?:me|us) (?:what time|three times|twice)| if (?:the|i|it) )|^\W*(?:{_AUX})*{_SAYS}\b|\b(?:according to|allegedly|reportedly|apparently|via interpreter|as far as i know|put it to (?:me|us)|scored|saying|stating|claiming|describing|describes?|account is|as per|disclosures?|disclosed|told by|alleged|informed|reported|states|stating|claims|(?:told|tells) (?:me|us)(?! (?:not )?to (?:come|go|leave|get|wait|sit|f))|described)\b"
    r"|\bhow (?:he|she|they) (?:had |has |would )?(?:\w+ed|hit|beat|took|kept|put|threw)\b|\bwas (?:asked|described)\b|\b(?:turns out|understand|gather|words to (?:me|us))\b|\bwhen i asked about\b|\band (?:then )?(?:mentioned|said|says|told|disclosed|reported|stated|explained)\b|\b(?:complaints?|reports?|calls?|emails?|referrals?|messages?|letters?|word) (?:from|about)\b|\b(?:rang|phoned|called|emailed|wrote|texted|came) (?:in |us |me )?to (?:say|report|tell)\b"
)
_SAW = re.compile(
    rf"\b{_I} (?:\w+ )?(?:(?:have|had|also|clearly|could|can|then|just|did|only) )*(?:{_PERCEIVED}|could (?:see|hear|smell|make))\b"
    rf"|^\W*look(?:s|ed|ing)?\b|\bon (?:my|our) (?:\w+ )?visit\b|\b(?:and|but|then) (?:heard|saw|noticed|watched|smelt|spotted)\b|\b{_I} (?:photographed|counted|tripped|have never seen|had never seen)\b|\b(?:when|while|as) {_I} (?!understand|asked|know|gather|said|was doing|mentioned|rang|spoke)\w+|\b{_I} (?:was|were) \w+ing\b|^\W*(?:(?:also|clearly|then|could|can|just) )*(?:saw|seen|heard|hear|see|noticed|noted|observed|witnessed|smelt|spotted|overheard|watched|could)\b(?! by)|\b(?:visible|visibly|noticed|observed|on cctv)\b"
)
# Signs that something was there to see, and signs that it is known from being told; each counts once, with its weight.
_SEEN_SIGNS = (
    (
        2,
        r"\b(?:appear|seem)(?:s|ed)?\b|\blook(?:s|ed|ing)? (?:\w+ )?(?:scared|upset|frightened|terrified|petrified|tired|pale|withdrawn|nervous|anxious|tearful|distressed|uncomfortable|worried|thin|unkempt|shaken|at|over|like|down|away|exhausted|ill|round|around|drawn|gaunt|dishevelled|to)\b",
    ),
    (
        3,
        r"\b(?:crying|sobb(?:ing|ed)|in tears|tearful|trembl(?:ing|ed)|shaking|shook|flinch(?:ed|es|ing)?|winc(?:ed|es|ing)|limp(?:ed|ing)|whisper(?:ed|ing)|star(?:ed|ing)|glanc(?:ed|ing)|pacing|paced|cower(?:ed|ing)|fidget\w*|eye contact|mouthed|stammer\w*|stutter\w*|startled|hunched|slumped|clench\w+|hover\w+|gestur\w+|nodded|shrugged|froze|apologised|croaky|hoarse|slurr\w+|sweating|unsteady|swaying|soaked|smirk\w+|grinn\w+|sigh\w+|tutt\w+|twitch\w+|rocking|eyes (?:filled|red|down|darting|wide)|let her speak|finished her|interrupt\w+|clung|clinging|tugg\w+|coach(?:ed|ing)|shied|hesitat\w+|slipped me|showed (?:me|us)|argued with|squeezed|let go|picked at|stank|stinks?|reek\w*|smell(?:s|ed|ing)?|smelt|noticeable|noticeably|visibl[ey]|unkempt|dishevelled|barefoot|hissed|steered|blocked|nudged|stiffened|recoiled|shrank|beckoned|muttered|mumbled|avoided|jumped|jumpy|silent|quiet|bled|shut down|went (?:white|pale|red|quiet|grey|silent|stiff|rigid)|fell silent|like ice|freezing|stood (?:in|over|behind|at|by|next|between)|in (?:the )?background|spoke (?:over|for)|answered for|talked over|shook her head|gripp\w+|wet (?:her|him)self|wearing|wore)\b",
    ),
    (
        3,
        r"\b(?:swollen|swelling|bruis\w+|scratch(?:es|ed)?|graz(?:e|es|ed)|marks?|handprint|fingerprints?|black eye|split lip|chipped tooth|burns?|scars?|bandage[ds]?|bandaged|plaster|sling|cast|stitches|scabs?|bald patch|clumps?|blood(?:y|stain\w*)?|bleeding|red spots|spots around|lump|bite mark|welts?|bloodshot|petechiae|make up|makeup|sunglasses|polo neck|sleeves?|no (?:coat|shoes|food|furniture|bedding|blanket|curtains|handle|carpet|internal|lock|heating|socks)|slippers?|padlock\w*|crockery|mattress|hinges|boarded|ripped|dents?|dented|boot print|overturned|upturned|trashed|splinter\w*|taped|torn|shattered|snapped|smashed (?!her|his|my|up)|cracked|broken (?!up|the|into|an|by)|damaged?|chained?|bolt(?:s|ed)? on|locks? on|locked with|nailed|hung off|hanging off|empty|stain\w*|petrol|vodka|cctv|worktop|lino|banister|skirting)\b",
    ),
    (
        1,
        r"\b(?:face|lips?|eyes?|eyebrow|arms?|forearms?|neck|hands?|wrists?|cheeks?|voice|nails|foot|hair|knuckles?|jaw|chin|nose|ears?|tooth|teeth|shoulders?|fingers?|weight|shirt|coat|hood|bag)\b",
    ),
    (
        1,
        r"\b(?:doors?|windows?|walls?|floors?|ceiling|kitchen|hall|hallway|corridor|stairs|landing|kerb|letterbox|curtains?|blinds|fridge|cupboards?|sofa|cot|photocopier|reception|office|lobby|form|pen|car|bottles?|cans|carpet|sink|tv|telly|glass|lock|hole|nail|holes|wardrobe|bin|shed|table|chair|doorway)\b",
    ),
    (
        2,
        r"\b(?:on arrival|throughout|the whole time|whole (?:appointment|visit|interview|meeting|call)|during|in the interview|at (?:the )?(?:reception|counter|desk|window)|when (?:i|we|he|she) (?!is|has|does|gets|are|will)\w+|on (?:my|our) (?:\w+ )?visit|as (?:i|we|he|she) \w+|every time she (?:spoke|said|moved)|while (?:i|we|he|she)|at me|to me|before (?:she|he) (?:answered|spoke|replied)|my (?:visit|van|id)|today|outside)\b",
    ),
    (
        2,
        r"\b(?:she|he|they|both|mum|dad|baby|boy|girl|toddler|child|son|daughter|children|kids|lady|man|woman|dog|father|mother|mr|mrs|ms|client|tenant|teenager|lad|(?:boy|girl|baby) of \w+ \d+|officers) (?:\w+ly |only |just |then |also |both )?(?:sat|stood|went|put|held|kept|spoke|hid|came|looked|would not|could not|wore|wrote|jump\w+|laughed|stopped|turned|opened|closed|asked|pulled|pushed past|walked|took|ran|lay|did (?:not|the)|had (?:a|her|his|no|the|scratches|two|one|blood)|was (?:sat|stood|\w+ing|very|shaking|white|pale|red|asleep|so)|were (?:\w+ing|sat|silent)|is (?:sat|stood)|grabbed|raised|answered|apologised|dropped)\b",
    ),
    (
        1,
        r"\b(?:she|he|they|both|mum|dad|baby|boy|girl|toddler|child|son|daughter|lady|man|woman|father|mother|mr|mrs|ms|client|tenant|lad) (?:\w+ly |only |just |then |also |both )?(?:\w{3,}ed|swore|threw|got (?:up|out)|drew|shot|spat|flung|led|fell|dropped|drew)\b",
    ),
    (
        2,
        r"\bin front of (?:me|us|our|two|three|staff|the whole)\b|\b(?:doors?|windows?|locks?|walls?|furniture|curtains?|panels?|phone|sofa) (?:has|have|had) been\b|^\W*(?:burnt|burned|broken|torn|ripped|smashed|empty|fresh|old|large|two|three|four|several|thick|tiny|small|big|red|purple|dried|clumps|blood|hair|holes?|bruis\w+|cuts?|very)\b",
    ),
)
_TOLD_SIGNS = (
    (3, r"\b(?:abuse|abused|abusive|dv|da|dva|violence|violent|incidents?|history|coerc\w+|controlling|controls?|stalk\w+|harass\w+|fled|fleeing|homeless|strangulation|strangled|assault\w*|rape[ds]?|ongoing|long-standing|minimis\w+|disclos\w+|suffered|escalat\w+|reluctant|refuge|perp|perpetrator|victim of|isolated|threat(?:s|ens?|ened|ening)|allegations?|emotional|physical|verbal|verbally|sexual|financial|hacked|bail|prison|arrested|injunction|order|previous|previously|relationship|married|marriage|separated|pregnant|custody|plan|police (?:attended|called))\b"),
    (2, r"\b(?:wants|wishes|would like|feels?|afraid|unsafe|believes?|worried|worries|fears?|frightened (?:to|of)|(?:too )?scared (?:to|of)|has to|have to|(?:is|are|was) not allowed|not allowed|makes her|makes him|lets? her|does not (?:let|want|know|allow)|will not (?:let|leave|allow)|keeps (?:turning|ringing|calling|her|his|the)|says|knows|lives|living with|thinks|needs|owns)\b"),
    (2, r"\b(?:years?|yrs?|months?|weeks?|wks?|since|last (?:week|night|month|year|mon|tue|tues|wed|thu|thurs|fri|sat|sun)\w*|in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4})|(?:sat|fri|sun|mon|tues|wed|thurs) night|daily|weekly|nightly|every (?:day|night|week|weekend)|at \d\d|x\d|often|always|never|twice|before|once|first time|ago|old enough|usually|regularly)\b"),
    (2, r"\b(?:has|have|had|'s) (?:\w+ly |also |now |not |just |never |always )?(?:been|threatened|told|left|got|found|breached|taken|stopped|started|moved|hit|made|lost|tried|gone|done|put|kept|used|\w+ened)\b|\b(?:is|are|was|were) being\b|\bbeen \w+(?:ed|ing)\b"),
    (1, r"\b(?:ex|partner|husband|hubby|boyfriend|bf|in-laws|in laws|brothers?|mother in law|wife)\b"),
    (2, r"^\W*(?:has|have|was|is|been|being|kicked|hit|punched|slapped|pushed|beaten|told|attacked|strangled|thrown|forced|married|lives|separated|fled|left|came to|not the first)\b"),
    (2, r"\b(?:he|partner|husband|ex|son|daughter|dad|mum|she|they|brother|family|grandson|who) (?:\w+ly |also |then |still |often )?(?:\w{3,}[^s\W]s|makes|takes|uses|does)\b"),
    (2, r"\b(?:slapped|punched|hit|kicked|broke|pawned|dragged|smothered|choked|burnt|burned|beat|threatened|raped|cut|smashed|locked) (?:her|him|up|the kids|his|their)\b|\bwhen (?:he|she|they) (?:is|are|has|does|gets|\w+s)\b|^\W*(?!this|his|is|has|was|bruises|marks|scratches|clothes|holes|dishes)\w+(?:es|ts|ks|ls|ps|ws|rs) (?:her|him|the|his|things|walls|up|out|when)\b"),
)  # fmt: skip
_SEEN = tuple((weight, re.compile(signs)) for weight, signs in _SEEN_SIGNS)
_TOLD = tuple((weight, re.compile(signs)) for weight, signs in _TOLD_SIGNS)


def voice_in(text: str) -> Voice:
    """``EXACT`` where the text is the speaker's own words, ``REPORTED`` or ``OBSERVATION`` otherwise."""
    quoted = quotations_in(text)
    plain = _plain(text, quoted)
    if quoted and not _says_anything(text, quoted):
        return Voice.REPORTED if _is_a_summary(_plain(text, ())) else Voice.EXACT
    if _is_the_speakers_own(plain):
        return Voice.EXACT
    return _of_the_practitioner(plain)


def _plain(text: str, quoted: tuple[tuple[int, int], ...]) -> str:
    """The words normalised, with a space between any two, and what is quoted as one mark."""
    kept, at = [], 0
    for start, end in quoted:
        kept.append(text[at : start - 1])
        at = end + 1
    kept.append(text[at:])
    words = read(_QUOTED.join(kept)).words
    return " ".join(word for word in words if word[0].isalnum() or word[0] in _KEPT_MARKS)


def _says_anything(text: str, quoted: tuple[tuple[int, int], ...]) -> bool:
    """Whether a word stands outside the quotation marks."""
    at = 0
    for start, end in quoted:
        if any(character.isalnum() for character in text[at:start]):
            return True
        at = end
    return any(character.isalnum() for character in text[at:])


def _is_a_summary(plain: str) -> bool:
    return bool(re.search(rf"^\W*(?:the )?{_LABEL} {_AUX}*{_SAYS}\b", plain))


def _is_the_speakers_own(plain: str) -> bool:
    if _STAFF_STRONG.search(plain):
        return False
    rest = _EITHER.sub(" ", _HOSTILE.sub(" mine ", plain))
    without_work = _STAFF_WEAK.sub(" ", rest)
    if _MINE.search(without_work):
        return True
    if _ANY_MINE.search(without_work) and not (_SHE.search(plain) and _HE.search(plain)):
        return True
    if _STAFF_WEAK.search(plain) or _SUFFERER.search(plain):
        return False
    return bool(_PERHAPS_MINE.search(rest) or _PLEA.search(plain))


def _of_the_practitioner(plain: str) -> Voice:
    saw, report = _SAW.search(plain), _REPORT.search(plain)
    if saw and (report is None or saw.start() <= report.start()):
        return Voice.OBSERVATION
    if report:
        return Voice.REPORTED
    return Voice.OBSERVATION if _weight(_SEEN, plain) > _weight(_TOLD, plain) else Voice.REPORTED


def _weight(signs: tuple[tuple[int, re.Pattern[str]], ...], plain: str) -> int:
    return sum(weight for weight, sign in signs if sign.search(plain))
