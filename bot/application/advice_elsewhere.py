"""What staff of a council or landlord ask that no policy on domestic abuse answers, so that nothing is claimed for it.

Each line is a subject. A question that fits one better than any entry of the pack gets the answer that it is not known.
"""

ELSEWHERE: tuple[str, ...] = (
    "printer paper jam broken toner scanner laptop wont turn on computer screen monitor keyboard mouse it helpdesk",
    "forgot my password reset login locked out of account wifi internet vpn software update teams not working outlook",
    "annual leave holiday booking flexi time sheet sick pay payslip pay rise salary pension hr appraisal one to one form",
    "claim expenses mileage petrol travel parking permit for staff pool car hire car lease bike scheme",
    "meeting room booking desk booking stationery order business cards id badge lost key card canteen lunch coffee kitchen",
    "office closing time christmas eve opening hours bank holiday dates working from home rota shift swap car park barrier",
    "bin collection missed bins recycling colours garden waste renewal green bin black sack bulky waste fly tipping",
    "pothole road works street light broken pavement gritting drain blocked flooding traffic lights speed bump",
    "parking fine ticket permit parked across my drive resident bay blue badge disabled bay abandoned car",
    "council tax bill band payment direct debit discount single person business rates",
    "planning application permission extension loft conversion building control trees neighbour fence boundary hedge high",
    "dog licence dog fouling stray dog dog warden lost cat pest control rats mice wasps bed bugs pigeons foxes",
    "taxi licence alcohol licence premises licence raffle lottery street trading scrap metal tattoo food hygiene",
    "library swimming pool leisure centre gym museum theatre opening times tickets beach hut allotment rent park playground",
    "train times bus pass bus timetable ferry port traffic motorway m20 m6 roadworks weather forecast",
    "football score result match premier league cricket lottery numbers quiz recipe cake baking capital of france joke song",
    "school admissions deadline place uniform term dates school meals nursery hours childcare vouchers adhd assessment",
    "birth certificate death registration marriage ceremony registry office christening funeral burial passport surname change",
    "cost of divorce filing divorce paperwork will probate child maintenance calculator how much should he pay",
    "right to buy discount shared ownership staircasing mortgage leasehold service charge ground rent buy my flat",
    "damp mould leak boiler broken heating repair tap dripping gutter toilet blocked kitchen replacement bathroom new windows",
    "garage rental waiting list keep chickens satellite dish decorate put up a shed laminate flooring lodger "
    "permission pets allowed in my flat",
    "rent payment swipe card rent account balance rent increase water meter electric meter smart meter energy supplier",
    "minimum wage national insurance tax return self assessment jobcentre sign on apprenticeships job vacancies apply for a job cv",
    "hate crime graffiti racist abuse by a stranger in the street hate incident report",
    "modern slavery hand car wash trafficking nail bar workers exploitation gangmasters county lines cuckooing drug gang",
    "doorstep scam rogue trader cold caller fraud phone scam bank scam roof repair con man elderly conned",
    "burglary theft bike stolen shoplifting vandalism car broken into lost property drone fireworks antisocial youths motorbikes",
    "elections voting register to vote polling station councillor surgery dates committee minutes agenda mayor",
    "doctor appointment dentist prescription flu jab covid vaccine vaccination hospital car park care home fees meals on wheels",
)
