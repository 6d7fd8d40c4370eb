"""Words that staff use for one another, so that a question in one word finds an entry in the other.

Each line is an idea and the words for it, as a practitioner would say them. A word may stand in several.
"""

from collections.abc import Mapping

GROUPS: Mapping[str, str] = {
    "abuse": "dv da violence violent abuse abusive abused",
    "domestic": "dv da domestic",
    "child": (
        "kid kids child children childrens bairn bairns babby toddler toddlers little youngster son "
        "daughter boy girl baby infant schoolboy schoolgirl pupil grandchild"
    ),
    "parent": "mum mam mummy mother dad daddy father parent parents stepdad stepmum nan gran grandma",
    "man": "man men male bloke blokes lad lads guy fella fellas chap husband hubby boyfriend",
    "woman": "woman women female lady ladies lass wife girlfriend missus",
    "partner": "husband wife partner boyfriend girlfriend hubby missus ex spouse fella",
    "perpetrator": "perp perps perpetrator abuser offender",
    "strike": (
        "hit hits hitting punch punched punches slap slapped thump thumps belts batter batters battered "
        "beat beats beaten kicked kicks smacked walloped clouted whacked"
    ),
    "strangulation": "nfs strangled strangle choked choking choke throat throttled suffocated smothered",
    "honour": "hba hbv honour izzat dishonour shame",
    "marriage": "fm marriage marry married wedding wed",
    "mutilation": "fgm mutilation circumcision cutting",
    "telephone": "phone phones ring rings ringing rang call calls calling called telephone number bell",
    "tell": "tell told inform informed telling",
    "fear": "scared afraid frightened petrified terrified fear fears feared",
    "define": "definition definitions define meaning",
    "consent": "consent consents agreement permission agree agrees agreed yes ok",
    "gay": "lgbt lgbtq lesbian lesbians gay bisexual bi trans queer",
    "sexual": "rape raped sexual sex sexually",
    "control": "controlling controls control coercion coercive",
    "employee": "eap employee staff",
    "tenant": "tenancy tenant tenants resident residents",
    "home": "home flat house property address place",
    "housing": "rehouse rehoused homeless housing rehousing",
    "move": "move moves moving moved transfer relocate rehouse rehoused rehousing",
    "police": "police copper coppers cops pc pcs officers bobby",
    "social": "social ssd",
    "leave": "leave leaving left flee fled fleeing escape",
    "money": "money cash wages bank benefits uc pension debt debts",
    "animal": "pet pets dog dogs cat cats rabbit rabbits hamster horse",
    "faith": "muslim jewish sikh hindu christian faith religion religious church mosque imam vicar rabbi",
    "sleep": "hostel refuge refuges shelter",
    "deadline": "deadline timescale days hours hrs by",
    "write": "write record recorded recording log note notes document",
    "drink": "drink drinks drunk drinking alcohol alcoholic booze boozing vodka",
    "drug": "drug drugs heroin crack cocaine coke weed cannabis",
    "language": (
        "polish urdu romanian punjabi arabic tamil farsi bengali english interpreter language translate "
        "translates translator translating"
    ),
    "pregnancy": "pregnant pregnancy expecting unborn bump due midwife",
    "weapon": "gun knife knives weapon weapons machete hammer shotgun",
    "evict": (
        "evict evicted eviction evicting possession arrears kick kicked chuck chucked thrown throw boot "
        "booted"
    ),
    "court": (
        "court courts judge judges magistrates hearing hearings solicitor solicitors lawyer lawyers "
        "barrister legal"
    ),
    "order": (
        "order orders injunction injunctions nmo molestation nonmol occupation dapo dapn dvpo dvpn "
        "restraining dara"
    ),
    "breach": (
        "breach breached breaching breaches broke broken breaks breaking ignored ignores ignoring disobeyed "
        "flouted"
    ),
    "refer": "refer refers referral referrals referring referred send sends sending marf",
    "secret": (
        "secret secrets confidential confidence confidentiality private privately privacy promise promised"
    ),
    "share": "share shares shared sharing disclose disclosing disclosure pass passing passed gdpr",
    "refuse": (
        "refuse refuses refused refusing wont declines declined declining doesnt unwilling reluctant against"
    ),
    "form": "form forms paperwork template checklist document proforma",
    "score": "score scores scored scoring tick ticks ticked yeses points",
    "risk": "risk risks risky dangerous danger serious worried worry concern concerns concerned",
    "manager": "manager managers boss supervisor lead leads leader head senior dso sg",
    "worker": "worker workers officer officers adviser advisor caseworker",
    "colleague": "colleague colleagues coworker teammate workmate team staff employee employees",
    "neighbour": "neighbour neighbours nextdoor",
    "noise": "noise noisy shouting screaming rows row banging thuds asb nuisance antisocial",
    "injury": (
        "injury injuries bruise bruises bruised bruising marks mark hurt cut cuts bleeding wound wounds "
        "burnt burn burns"
    ),
    "hospital": "hospital doctor gp nurse surgery clinic health medical midwife",
    "school": "school schools nursery college teacher teachers teaching headteacher pupil",
    "old": (
        "older elderly old pensioner pensioners aged frail grandparent nan gran grandad grandma grandmother "
        "grandfather"
    ),
    "teen": (
        "teen teens teenage teenager teenagers adolescent adolescents youth lad lass sixteen fifteen fourteen"
    ),
    "disabled": "disabled disability disabilities wheelchair impairment ms autism autistic learning",
    "deaf": "deaf bsl hearing signs signing interpreter",
    "mind": "mental depressed depression suicidal suicide overdose capacity dementia confused",
    "suicide": "suicide suicidal overdose kill herself himself harming selfharm die",
    "kill": "kill kills killed killing murder murdered homicide dead death die died",
    "immigrant": (
        "visa visas immigration nrpf recourse passport asylum migrant refugee ilr spouse status "
        "undocumented overstayed"
    ),
    "culture": (
        "culture cultural asian black minority ethnic bame bme race racial community somali african indian "
        "pakistani"
    ),
    "accommodation": "accommodation ta temporary emergency bed hotel bnb refuge hostel",
    "lock": "lock locks locked key keys alarm doorbell sanctuary secure security door doors window windows",
    "message": (
        "message messages text texts voicemail voicemails email emails letter letters post mail leaflet card"
    ),
    "online": (
        "online facebook internet social media phone app apps tracker tracking spyware gps passwords "
        "password snapchat whatsapp photos pictures images"
    ),
    "stalk": (
        "stalking stalker stalks stalked following follows followed harassing harassment harasses watched "
        "watching"
    ),
    "programme": "programme programmes program programs course courses group groups workshop freedom",
    "counsel": "counselling counsellor therapy therapist trauma",
    "record": (
        "record records recorded recording file files filed note notes noted notes log logs logged database "
        "system"
    ),
    "past": "past previous previously historic historical ago years history before",
    "night": (
        "night tonight evening evenings weekend weekends hours holiday closed shut bank sunday saturday "
        "late after"
    ),
    "repeat": "repeat repeated again another second twice more",
    "meeting": "meeting meetings conference panel",
    "interview": "interview interviews interviewed interviewing talk talking speak speaking chat see seeing",
    "alone": "alone private separate separately apart one-to-one",
    "hear": "hear hears heard listen listening overhear overheard",
    "believe": "believe believes believed doubt lying lies lie true truth",
    "allocate": "allocation allocations register list bidding priority band banding",
    "area": "area areas district borough county town council councils outside elsewhere moved",
    "training": "training trained learn course elearning",
    "law": "law laws legal legally act legislation statutory crime criminal offence illegal",
    "free": "free cost costs pay pays paid fee charge",
    "bail": "bail prison jail custody released release probation remand inside sentence licence tag",
    "arrest": "arrest arrested arresting charged charge",
    "visit": "visit visits visiting visitor contractor contractors repair repairs operative engineer plumber",
    "complain": "complain complaint complaints unhappy feedback",
    "benefits": "rent arrears benefit benefits universal credit uc loan grant deposit debts",
    "trans": "trans transgender gender nonbinary lgbt lgbtq",
    "agency": (
        "agency agencies organisation organisations service services charity charities partner partners"
    ),
    "safe": "safe safer safety safely protect protects protection protected",
    "force": "force forced forces forcing pressured pressure made",
    "threat": "threat threats threatens threatened threatening",
    "jealous": "jealous accuses cheating affair",
    "separation": "split separated separation ended divorce divorced divorcing",
}


def _ideas() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for idea, words in GROUPS.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), idea)
    return found


IDEAS: Mapping[str, tuple[str, ...]] = _ideas()
"""The ideas that each word stands for."""
