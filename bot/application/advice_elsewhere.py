"""What staff of a council or landlord ask that no policy on domestic abuse answers, so that nothing is claimed for it.

Each line is a subject, then come small talk and the words of any question. What fits one of these as well as any
entry of the pack gets the answer that it is not known.
"""

_SUBJECTS: tuple[str, ...] = (
    "printer paper jam broken toner scanner laptop wont turn on computer screen monitor keyboard "
    "mouse it helpdesk",
    "forgot my password reset login locked out of account wifi internet vpn software update teams "
    "not working outlook",
    "annual leave holiday booking flexi time sheet sick pay payslip pay rise salary pension hr "
    "appraisal one to one form",
    "claim expenses mileage petrol travel parking permit for staff pool car hire car lease bike scheme",
    "meeting room booking desk booking stationery order business cards id badge lost key card "
    "canteen lunch coffee kitchen",
    "office closing time christmas eve opening hours bank holiday dates working from home rota shift "
    "swap car park barrier",
    "bin collection missed bins recycling colours garden waste renewal green bin black sack bulky "
    "waste fly tipping",
    "pothole road works street light broken pavement gritting drain blocked flooding traffic lights "
    "speed bump",
    "parking fine ticket permit parked across my drive resident bay blue badge disabled bay abandoned car",
    "council tax bill band payment direct debit discount single person business rates",
    "planning application permission extension loft conversion building control trees neighbour "
    "fence boundary hedge high",
    "dog licence dog fouling stray dog dog warden lost cat pest control rats mice wasps bed bugs "
    "pigeons foxes",
    "taxi licence alcohol licence premises licence raffle lottery street trading scrap metal tattoo "
    "food hygiene",
    "library swimming pool leisure centre gym museum theatre opening times tickets beach hut "
    "allotment rent park playground",
    "train times bus pass bus timetable ferry port traffic motorway m20 m6 roadworks weather forecast",
    "football score result match premier league cricket lottery numbers quiz recipe cake baking "
    "capital of france joke song",
    "school admissions deadline place uniform term dates school meals nursery hours childcare "
    "vouchers adhd assessment",
    "birth certificate death registration marriage ceremony registry office christening funeral "
    "burial passport surname change",
    "cost of divorce filing divorce paperwork will probate child maintenance calculator how much "
    "should he pay",
    "right to buy discount shared ownership staircasing mortgage leasehold service charge ground "
    "rent buy my flat",
    "damp mould leak boiler broken heating repair tap dripping gutter toilet blocked kitchen "
    "replacement bathroom new windows",
    "garage rental waiting list keep chickens satellite dish decorate put up a shed laminate flooring lodger "
    "permission pets allowed in my flat",
    "rent payment swipe card rent account balance rent increase water meter electric meter smart "
    "meter energy supplier",
    "minimum wage national insurance tax return self assessment jobcentre sign on apprenticeships "
    "job vacancies apply for a job cv",
    "hate crime graffiti racist abuse by a stranger in the street hate incident report",
    "modern slavery hand car wash trafficking nail bar workers exploitation gangmasters county lines "
    "cuckooing drug gang",
    "doorstep scam rogue trader cold caller fraud phone scam bank scam roof repair con man elderly conned",
    "burglary theft bike stolen shoplifting vandalism car broken into lost property drone fireworks "
    "antisocial youths motorbikes",
    "elections voting register to vote polling station councillor surgery dates committee minutes "
    "agenda mayor",
    "doctor appointment dentist prescription flu jab covid vaccine vaccination hospital car park "
    "care home fees meals on wheels",
    "scrap old sofa mattress collection fridge disposal skip hire charity shop furniture tip booking "
    "household waste site",
    "noisy dog barking building site noise licence party music nuisance neighbour bonfire smoke smell drains",
    "grass cutting verge overgrown hedge tree roots leaves sweeping litter bin dog bin graffiti "
    "removal bus shelter",
    "flood sandbags storm damage power cut water outage snow closed school gas leak smell",
    "council job vacancy interview tips reference probation period notice period resign redundancy "
    "maternity leave paternity",
    "expense receipt purchase order invoice supplier budget code finance procurement contract tender "
    "petty cash",
    "laptop charger headset phone upgrade new starter login email signature shared drive folder "
    "printer toner zoom link webcam",
    "fire drill first aider lift broken toilets heating in office air con cleaning kettle fridge "
    "milk desk chair",
    "team building quiz social secret santa leaving do collection birthday cake raffle charity run tickets",
    "health and safety dse eye test hard hat ladder asbestos legionella fire risk assessment of the block",
    "stamp duty house prices estate agent mortgage rate lodger tax loft insulation solar panels heat "
    "pump grant epc",
    "parking space garage key fob intercom aerial communal cleaning bike store pram in hallway "
    "mobility scooter charging",
    "universal credit rate amount pension age state pension credit attendance allowance pip form "
    "carers allowance rate",
    "driving test theory car tax mot licence renewal speeding fine points insurance claim bump in "
    "the car park",
    "holiday abroad visa for a holiday passport renewal euro exchange flight delay hotel booking "
    "caravan site",
    "wedding venue hire hall hire registry slot naming ceremony citizenship test christening "
    "cemetery plot headstone",
    "school uniform grant free school meals send plan ehcp school transport exclusion appeal gcse "
    "exam term dates nursery place",
    "gp appointment hay fever cough flu jab dentist optician blood test hearing aid wheelchair hire "
    "prescription",
    "care home fees stairlift adaptations walk in shower grab rail occupational therapist waiting "
    "hospital discharge bed",
    "dog bite dangerous dog microchip found a stray kitten animal cruelty rspca horse on road "
    "seagulls badgers",
    "street drinking begging rough sleeper in doorway needles in the park off road bikes speeding "
    "cars boy racers",
    "stolen parcel shoplifter cannabis smell next door drug dealing in the stairwell knife crime "
    "gangs lads hanging about",
    "racist neighbour religious hatred disability hate homophobic shouting in street extremist "
    "radicalised prevent referral terrorism",
    "bogus caller lottery scam romance scam courier fraud investment loan shark identity theft",
    "workplace bullying by manager grievance harassment at work union rep whistleblowing discipline hearing",
    "missing dog lost purse found keys lost property noise from pub licensing objection planning "
    "objection street party",
    "cost of living payment energy grant warm home discount tv licence broadband speed mobile signal",
    "tenancy succession after death of mother notice to leave my own flat rent statement under "
    "occupation bedroom tax",
    "news headlines prime minister time now what day translate a word history of the town distance "
    "to london recipe",
    "become a councillor stand for election deed poll change of name adopt a child fostering allowance",
    "interest on savings bank holiday pay dropped kerb cost where do i put my timesheet first aid course",
    "bus driver train staff complaint restaurant takeaway pizza nail bar hairdresser shop refund",
    "homeless man in the park rough sleeper tent hostel for single men soup kitchen",
    "gas safety check electrical test rearrange appointment missed engineer decorate front door paint colour",
    "carry over leave lieu toil payday december pay date dress code wear vaping smoking building bring "
    "my dog to work canteen milk",
    "become a magistrate juror jury service special constable governor volunteer driver",
    "tenant died end the tenancy keys of a flat after a death garage tenancy mutual exchange form "
    "lodger bedroom",
    "loose paving slab kerb manhole drain cover bollard bench bus stop road sign zebra crossing speed limit",
    "dead fox dead animal on the road badger pigeon rats in the loft cockerel wasp nest",
    "tip opening saturday compost bins water butt mattress dumped alley bins bank holiday week",
    "nearest post office bank cash machine petrol station supermarket cafe bus to the hospital taxi "
    "number station",
    "leader of the council chief executive next council meeting open to the public petition webcast "
    "vote if i moved register",
    "severn trent southern water gas board electric bt virgin sky phone number",
    "won the bake off strictly last night telly film football result who won world cup",
    "interest rate inflation exchange rate savings stamps price of petrol",
    "loft ladder trampoline hot tub cctv camera fence panel shed lodger decorate tenant permission",
    "mop cleaner window cleaner caretaker hours bin store key fob replacement parking barrier stuck lift",
    "pay rent online swipe card direct debit rent statement credit refund",
    "overtime secondment regrading job evaluation increments union subs season ticket loan cycle to work",
)

_SMALL_TALK: tuple[str, ...] = (
    "the of and or but if a to in it for on at as so that this there",
    "how do i get what is the when is the where is the who is the can i have do we get is there a how "
    "much is how long does it take",
    "what do i do with the what are the rules on who do i tell about which day is what time does how "
    "do i book how do i apply for can someone",
    "what is your name are you a robot a person real who made you tell me a joke write a poem sing how "
    "are you",
    "thanks cheers great lovely brilliant ok okay fine bye goodbye hello hi morning ta sorry never mind",
    "translate into french spanish polish what is two plus two times percent of convert miles to "
    "kilometres spell",
)

ELSEWHERE = _SUBJECTS + _SMALL_TALK
