"""Words that tell a name from another word: first names, and what looks like a name and is none.

``FIRST_NAMES`` are names that are hardly ever anything else, in lower case. ``NAMES_AND_WORDS`` are names that
are words, months, places or firms as well and need more around them. ``NOT_NAMES`` are words that stand
capitalised in notes and name nobody.
"""

FIRST_NAMES = frozenset("""
aaron abbie abby abigail abraham ada adam adele adrian adriana agnes aidan aiden aileen ailsa aimee aisling alan alana albert alec aled
alejandro aleksander aleksandra alessandro alex alexa alexander alexandra alexandru alexia alexis alfie alfred alice alicia alina alisha alison
alistair alastair allan allison alma alwyn alyssa amanda amelia amelie amy ana anais anastasia andre andrea andreea andrei andrew andrzej andy
aneta angela angelica angelina angie angus anita ann anna annabel annabelle anne annette annie annika ansel anthea anthony antoine anton
antoinette antonia antonio anya archie ariana ariel arlo arnold arron arthur arturo ashleigh ashley astrid aubrey audrey audra aurora ava avril
axel barbara barnaby barney barry bartosz beata beatrice beatriz becca becky belinda bella ben benedict benjamin bernadette bernard bernice bert
bertha bess bethan bethany betty beverley bianca billie blake blanche boris bradley brandon brenda brendan bret brett brian bridget bronwen
bruce bruno bryan bryony byron caitlin caleb callum calum calvin cameron camilla camille candice cara carl carla carlo carlos carly carmel carmen
caroline carolina carolyn carrie casey cassandra cassie catalina caterina catherine cathy cecilia cecil cedric celia celine cerys chantal chantelle
charlene charlie charlotte charmaine chelsey cherie cheryl chloe chris chrissie christian christina christine christopher ciara cian ciaran
cillian cindy claire clara clare clarence clarissa claudia claudio clementine clifford clive colette colin colleen connie connor conor conrad
constantin cora coral cordelia corey corinne cosmin courtney craig cristian cristina curtis cynthia cyril dafydd damian damien damon
dana daniel daniela danielle danny daphne darcey darcy daria dariusz darius darren darryl daryl dave david dawid dean deanna deborah debbie
debra declan deirdre delia delilah della demi denise dennis denis derek dermot desmond diana diane dianne diego dimitri dina dionne dmitri
dolores dominic dominik dominika donald donna doreen doris dorota dorothy doug douglas duncan dylan eamon ebony eddie edgar edith edmund
eduardo edward edwin edyta eileen eilidh elaine eleanor elena eleri eli elias elijah elin elise elisha eliza elizabeth ella elle ellen ellie
elliot elliott eloise elouise elsa elsie elspeth elvira elwyn emanuel emil emilia emilie emily emma emmanuel enid enrique enzo eric erica erik
erika erin ernest errol esme esmee esther ethan ethel eugene eugenia eunice eva evan evelyn evie ewa ewan ezra fabian felicity felix fergus
fernando ffion filip fiona fletcher fran frances francesca francesco francis francisco frankie fraser freda freddie freddy frederick freya gabriel gabriela
gabrielle gail gareth gary gavin gaynor gemma geoff geoffrey george georgiana georgie georgina gerald geraldine gerard gethin gheorghe gianni
gilbert gillian gina giorgio giovanni gladys glenda glenn glenys gloria glynis gordon graeme graham grahame greg gregory greta gretchen
grzegorz guillermo gustavo guto gwen gwendolyn gwyneth hamish hannah harold harriet harriett harrison harry harvey hattie hayden hayley
hazel hector heidi helen helena helga henrietta henry herbert hilary hilda holli horace howard hubert hugh hugo humphrey iain ian ida iestyn
ieuan ilona imogen ina ines inga ingrid ioan ioana ion iona ira irena irene irina isaac isabel isabella isabelle isadora isaiah isidore
isla isobel ismael ivan ivana ivor izabela izzy jackie jackson jaclyn jacob jacqueline jacqui jaden jaiden jaime jake jakub james jameson jamie
jan jana jane janet janice janine jared jaroslaw jarvis jasmin jason jasper javier jayden jaydon jayne jeanette jeff jeffrey jemima jemma jen
jenna jennie jennifer jenny jeremiah jeremy jermaine jerome jerry jess jesse jessica jill jillian jim jimmy joan joanna joanne joao jodie
joe joel johan johanna john johnny jolanta jon jonah jonas jonathan jordana jorge jose josef joseph josephine josh joshua josiah josie
juan juanita jude judith judy julia julian juliana julie juliet julius justin justyna kacper kaitlin kamil karen karina karl karol karolina
kasia kate katarzyna kath katharine katherine kathleen kathryn kathy katie katrina katya kay kayla kayleigh keeley keira keiran keith kelly
kelsey kelvin kenneth kenny kenzie keri kerry kevin kian kiera kieran kim kimberley kimberly kirsten kirstie kirsty klara klaus konrad kris
krista kristian kristina krystian krystyna krzysztof kurt kyle kylie lacey lachlan lara larissa larry lars laszlo laura lauren laurence
laurie lawrence layla leah leanne leila lena lennox lenny leo leon leona leonard leonardo leonie leroy lesley leslie levi lewis lexi liam
libby lidia liliana lillian lilly lina linda lindsay lindsey lionel lisa lizzie llewellyn lloyd logan lois loretta lorna lorraine lottie
louie louis louisa louise luca lucas lucia lucian lucinda lucy ludmila luis luka lukas lukasz luke lydia lyn lynda lyndsey lynette lynn
lynne lynsey mabel maciej maddie maddison madeleine madison maeve magda magdalena maggie magnus mairead malcolm malgorzata malika mandy manuel
manuela mara marcel marcella marcia marcin marco marcos marcus mareike margaret margarita margot maria mariam marian mariana marianne marie
mariella marilyn marina mario marisa marius mariusz marjorie markus marlene marlon marta martha martin martina marvin mary mateo mateusz
mathew matilda matteo matthew maud maureen maurice mavis maxine maxwell megan meghan mehmet mel melanie melissa melvin mercedes meredith
mervyn mia micah michael michaela michal micheal michele michelle mick mickey miguel mihaela mihai mikael mikey mikolaj mildred millicent
millie milo milos mina mindy minnie mircea miriam mirela miroslav mitch mitchell moira molly mona monica monika monique morag morgan moses
muriel murray myfanwy myra myrtle nadine nancy naomi natalia natalie natasha nathan nathaniel neal ned neil nellie nerys niamh nia nicholas
nicki nicky nicola nicolae nicolas nicole nigel nikita nikki nikola nikolai nina nora noreen norma norman nuala octavia odette olga oleksandr
oksana oliver olivia oliwia ollie omari oona ophelia orla oscar osian oswald otis otto owain owen pablo paddy paige pamela paolo patricia patrick
patryk paul paula pauline pavel pawel pearce pedro peggy penelope percy perry petra petru philip phillip philippa phillipa phoebe phyllis pierre
piers piotr polly przemyslaw quentin rachael rachel radek radoslaw radu rafael rafal ralph ramona ramon raphael raquel raymond reagan rebecca
rebekah reece reggie regina reginald reid reggie renata rene renee reuben rex rhea rhiannon rhian rhoda rhodri rhona rhys ricardo richard
rita robbie robert roberta roberto rodney rodrigo roger roisin roland rolando roman ron ronald ronan ronnie rory rosa rosalind rosanna rosanne
roseanne rosie ross rowan rowena roxanne roy rudolf rudy rupert russell ruth ryan sabrina sacha sadie sally salvador salvatore sam samantha
samuel sandra santiago sara sarah sasha saskia saul scarlett scott seamus sean sebastian selina serena serge sergei sergio seth shane shannon
sharon shaun shaunagh shauna shayla sheila shelby shelley sheree sheridan sherry shirley shona sian sidney siegfried sienna silvia simon simona
simone sinead siobhan slawomir sonia sonya sophia sophie spencer stacey stacy stan stanislaw stanley stefan stefania stefano steffi stella
stephan stephanie stephen steve steven stewart stuart susan susanna susie suzanne svetlana sven sybil sylvester sylvia sylwia tabitha tamara
tamsin tania tanya tara tasha tatiana tatyana teddy terence teresa terri theo theodore theresa thelma thomas tia tiago tiana tiffany tilly tim
timothy tina tobias toby todd tomas tomasz tommy toni tonya travis trevor tricia trish tristan trudy tyler tyrone ulrike una ursula
valentina valeria valerie vanessa vasile vera verity veronica vicki vicky victor viktor viktoria vikki vince vincent viola violeta virginia vivian
vivien vivienne vladimir wallace walter wanda wayne wendy wesley wilfred wilhelm willemijn william willow wilma winifred winston wojciech xander
xavier yasmin yasmine yolanda yuri yvette yvonne zac zach zachary zack zara zbigniew zena zoe zofia zuzanna zsofia
aadam aaliyah aamir aarav abbas abdi abdul abdulaziz abdullah abdullahi abdulrahman abdirahman abeer abena abida abiola abu adaeze adama adanna ade adebayo adeel adele
adil aditi adnan adwoa afia afiya afsana aftab afzal ahlam ahmad ahmed aisha aishah ayesha aiysha ajay ajit akash akeem akeel akira akosua akram
akua alaa ali aliya aliyah alhassan amaan amadou amal amaka aman amandeep amani amar amara amarjit amber-rose ameena ameer amena amin amina
aminah aminata amir amira amirah amit amjad amna amrit amrita anam anand ananya anas anayah aneesa anh anika anil anisa anita anjali
anjum ansa anthonia anum anwar aqsa arash areeba arif arjun armaan arun arwa asad asha ashok ashraf asif asiya asma asmaa asmat atif atiya
awais ayaan ayan ayo ayodele ayub azad azeem aziz aziza azra babajide babatunde bader badr bahar balbir baljit balwinder baraka bashir basma
batool beenish bello bibi bilal bilquis binta bisi biodun blessing-joy bola bukola bushra chen chiamaka chidi chidera chidinma chijioke chika chima
chinedu chinonso chinwe chioma chukwuemeka daljit dalvir damilola danish daoud daud davinder dawood deeba deepa deepak deepika devi dhruv dilip dilshad
dilys diya dolapo ebenezer ebele efosa efua ehsan ekaterina ekene emeka emre esi esra ezinne fadi fadumo fahad fahim fahima faisal faiza
faizan faraz farah fareed farhan farhana farid farida farooq farrukh farzana fatema fatemeh fatima fatimah fatou fatoumata fatuma fauzia
fawad fazal feroz firdaus folake folasade fouzia funmi funke funmilayo furqan ganesh gaurav geeta ghazala gita gulnaz gulsum gurdeep gurjit
gurpreet gurvinder gurbir habib habiba hadi hadiya hadiza hafsa hafsah haider hajra hakim haleema halima halimah hamad hamid hamida hammad hamza hamzah hana
hani haniya haq hardeep hari haris harish harjinder harjit harleen harman harmeet harpreet haroon haruna harun harvinder hasan haseeb hashim
hasina hassan hatice hawa hayat heba hiba hina hira hodan huda humaira humayun husna hussain hussein husnain ibrahim ibraheem idris idrees ifeanyi
ifeoma iftikhar ijeoma ikram ikra iman imani imran inaya indira inderjit iqbal iqra irfan irum isa ishaan ishaq ishrat ismail ismat isra
israr jabir jahanara jahangir jaleel jamal jameela jamila jamil jaspal jaspreet jaswinder jatinder javaid javed jawad jayesh jaya jayne jibril
jitendra joginder joonho jyoti kabir kadija kadiatou kaleem kalpana kamal kamala kamaldeep kamran kareem karim karima karthik kashif kaur kavita
kehinde kelechi keshia khadija khadijah khadra khalid khalida khalil khadeeja kiran kiranjit kojo komal krishna kulbir kuldeep kulsum kulwinder kumar kunal
kwabena kwaku kwame kwasi kofi kweku ladan laiba laila lakshmi lamar lamin latifa latisha leyla lin ling linh lubna lutfa madiha maha mahad mahalia
mahbub maheen mahesh mahima mahmood mahmoud mahmud mahnoor mai maimuna maira majid majida makeda malaika malik mamadou mandeep mandip maninder manisha
manjit manjinder manoj manpreet mansoor maryam maryan marwa marwan masood masuma maya maysa mei meena meera mehak mehdi mehreen mehwish memoona min-jun minh mina
miraj mishal misbah moeen mohamad mohamed mohammad mohammed mohamud mohan mohsin moin momina momodou monira mubarak mudassar muhamed muhammad muhammed mukesh
mumtaz muna munir munira murad musa musarat mushtaq muskaan mustafa nabeel nabil nabila nadeem nadia nadira naeem nafisa nagina naheed nahida naila naima
najma nala namrata nana nandini narinder nargis naseem naseer nasim nasima nasir nasra nasreen nasrin nathifa naveed navdeep navjot nazia nazim nazir
nazira nazma neelam neeraj neeta neha ngozi nguyen niamat nicu nida nighat nihal nikhil nila nilufar nimra nimrah nisha nishat nkechi nneka nnamdi noah noor
noora noreen nosheen noura nuha nura nusrat obinna ola olamide olanrewaju olu oluwaseun oluwatobi omar omer onyeka osama osman ousmane palwinder parminder parvati parveen parvez
pardeep patience-joy pooja prakash pramod prashant preeti prem preethi pritam priti priya priyanka qasim quratulain rabia rachid rachida raees
rafiq rafia raheem rahel rahim rahima rahma rahman rahul raina raisa raja rajan rajesh rajinder rajiv rajni rajpal rakesh rakhee ram rama ramesh
rameen ramla ramzan rana rani ranjit raquib rashad rashda rashid rashida rasheed rasool ravi ravinder rayyan razia reem reena rehana rehan rehman rekha reshma
rida rihanna rina riaz ritu riya riyad rizwan rizwana robina rohan rohit rohini roksana romana roohi roya rubab rubel rubina ruhena rukhsana rukhsar
rukia rukiya rumana rupinder saad saba sabah sabeen sabiha sabina sabir saddam sadaf sadia sadiq saeed safa safia safiya safiyah safwan sahar sahra
sahil saif saima saira sajad sajda sajid sajida sakina saleem saleh saleha salim salima salma saman samar sameer sameera samia samina samir samira
samiya samuela sana sandeep sandhya sangeeta sanjay sanjeev sanna santosh saqib saqlain sarita sariya sarwar satnam satvinder satwant
seema sehrish selam selma seun shabana shabir shabnam shafiq shagufta shahbaz shahed shaheen shahida shahid shahin shahnaz shahzad shaista shakeel shakil shakila shakira
shakoor shamim shamima shamsa shanice shaniqua sharifa sharmin shazia sheikh shereen sheryar shifa shiraz shivani shoaib shreya shruti
shu shukri siddiqa siddra sidra simran simranjit sita sobia sohail somaya soraya subhan sudha suhail sukhdeep sukhjit sukhvinder sukhwinder sulaiman suleiman
sultana sumaira sumaiya sumayyah sumera sunil sunita suraj surinder surjit sushila swati syeda tabassum taha tahir tahira tahmina taiwo taimur tajinder talha
tamanna tamika tanveer tanvir tanzila tariq tarun tasleem taslima tasneem tasnim tauseef tayyab tayyaba tayyibah tejinder temitope tendai thandiwe themba thi
tobi tolu tomi tunde tosin uche uchenna ugochukwu ugo umair umar umme ummu usha usman uzair uzma varinder varsha vijay vikas vikram
vimla vinod vishal waheed wahida wajid wali wang wanjiru waqar waqas waseem wasim wei xiao xin yaa yahya yasemin yasin yasir yaqub yasmeen yaw yetunde
yewande ying younis yousaf yousef yousra youssef yuki yunus yusra yusuf yusef zahid zahida zahra zaid zain zaina zainab zaynab zakaria zakariya zakir zaman zaheer
zarina zayd zayn zeba zeenat zeeshan zehra zeinab zeynep zhang zia zohra zoya zubair zubeda zubeida zulfiqar zunaira
blerta besa arben agim ardit artan bekim besnik dritan drita edona elira enkelejda erion fatmir fatos flutura gezim ilir klodian kujtim lirim luan
mimoza shpresa valbona vjosa yllka bogdan bogdana bozena danuta elzbieta ewelina halina henryk iwona jadwiga jacek jaroslav jerzy jozef kinga
krystyna leszek lech malwina marek marzena miroslaw natalka olena ondrej pavol ryszard sandor snezana stanislav tadeusz tereza urszula vasyl viorica volodymyr
wieslaw wioletta yulia zdenka zdenko zoltan zlatko milena mladen dragan dusan goran jelena ljubica bojana vesna gintaras jurgita rasa ruta vaida
vytautas egle daiva arturas andris inese liga ilze janis
kayleigh-anne tommy-lee ellie-mae lilly-mae ellie-may lily-may lily-mae lily-rose ava-mae ava-rose gracie-mae gracie maisie maisy macie lexie-mae poppy-mae ruby-mae
alfie-jay bobby-jay riley kayden kaiden cayden jaxon jaxson tyrell tyrese tyreece kyron kyran kian kaine kain keegan khloe kyra kya
keanu kodie koby kobi corben corbin zane zayne zak shaz shazza gaz gazza daz dazza baz bazza kaz chaz jez deano robbo stevie kev trev nige
bev babs chazza debs gaynor jacs jools kez lozza maz mols nats steph tash tina trace trish wills mo moe
""".split())  # fmt: skip

NAMES_AND_WORDS = frozenset("""
abel ace alba amber angel april art asa ash asher aspen august autumn bailey basil bay beau bill billy blessing blossom blue bob bobby bonnie bowie brad brook brooke
brooks brooklyn buck buddy buster carol carole carter cash chad chance chantry charity charles chase chaz chelsea cherish cherry chester china chuck cliff clay cody cole
constance cooper crystal dahlia daisy dale dallas dakota dawn delroy destiny dee dexter diamond dillon dixon don dot dove drew duke dusty earl easter eden elvis ellis emerald ernie eve faith
faye fay fern finn finley finlay fleur flora florence ford forest fox frank frankie gale gay gene genesis george georgia gill ginger ginny glen goldie grace grant gray guy gypsy harley harmony haven heath heather holly
honey honor honour hope hunter ian india indigo ira iris isha ivy jack jacks jade jasmine jay jaz jean jet jewel jo jock joey jordan joy joyce june justice karma ken kent kerr kit kitty lance lane lauryn lee leigh les
lester lexus liberty lily lincoln lindon liz lola london lou love lucky lynx mac mack maddy major marina mark marley marshall mason matt maverick max may melody mercy merle mick mike miles
mikey milly min misty mitch montana muhammed myles nan nash nat neo nevaeh nick nile noel nova ocean olive opal otis pam paris parker pat patience pearl penny peace pete peter petal petunia peyton phil phoenix piper pip pixie
poppy praise precious preston prince princess priscilla prudence queenie quinn raven ray reed reggie rich ricky rick rio river rob robin robyn rock rocky rod rocco rosemary rose roman ruby rusty sable saffron
sage sailor sandy savannah serenity shah shay shiloh sheila sid sierra sky skye skyla skylar snow sol sonny sorrel spike spud stacy star stella sterling stew stone storm sue summer sunday sunny susan sydney tad taylor teal ted
terry tiger tom toni tony topaz tracey tracy trinity tristan troy tulip val van victoria viola violet virgil wade walker ward warren wes wilder will willow win winter wolf woody wren xena yasmine york
zeus zion honor jackie jimmy teresa mumtaz mohan ram raja asha kiran diya huda hana star ling chen wang lin thi min shu bola ola nana mai haq kay jan jess jess jerry joe max mel miles kerry kelly
rasa ruta liga ion ina ida ada coral dean dana dot dina dora demi elle eli ewan fran mona hazel helena hugo gail glenn jude julius lacey leo mo moe mindy mina maya nia nova ned rex rita roy ron reid regina rowan rosa ross roman rana rani rama reem rida riya saba sabah samar sana sara
sally scott seth shelby shona sol stan tim tia tina todd una vera verity virginia wali wei wills xin yaw ying zia trace trish zain ade ayo abu ali aman amal amar amin anand anas ansa ashok brett barry bella bert bess bruno carmel carmen cara casey cora courtney darcy kim kris lara lena lloyd logan lois lottie luis
lyn mabel mara marian marie milo minnie mitchell murray noor norma norman nora noon oscar otto paddy paige perry polly randy rene sasha saul selma sheikh sidney sonia taha tamar tara tilly tiffany toby una wanda
""".split())  # fmt: skip

# Of the names that are words, those that are no trouble in the middle of a sentence when capitalised and none even in lower case.
_HARMLESS = frozenset("""
abel ali amar amin anas ashok aman barry bert brett bruno cara carmen casey cora courtney bobby charles dean dana demi dina dora delroy ewan fran finlay finley frankie george georgia gail glenn glen helena hugo jackie jimmy jo joe joey jess jordan
jude julius kelly kerry kim kris kiran lara lena leo lloyd logan lois lola lottie luis mara marian marie matt maddy maya mike mikey milly milo mitchell mohan mohammed muhammed mumtaz murray myles nicky noel nora norman norma oscar otto paddy paige
pam phil polly pete priscilla rana reem rita robyn ron rosa rosemary ross roy reggie samar sana sara sasha scott selma seth shelby shona sonia stella susan sheila sidney tara tia tiffany tilly tina toby todd terry tim tom tony tracey tracy
tristan vera victoria violet wanda warren wes yasmine zain zia ayo amal coral-mae stan teresa hana huda diya ellis lewis trish nevaeh florence joyce ernie bobby billy gill ginny saul rene roman quinn asha raja rani riya sonny steph ted val ken
kay jan mel mabel ned rex ricky sid sue sydney taylor sally liz lou lyn leigh lee laurie ian ira dexter dillon barry adele verity
""".split())  # fmt: skip
# Of those, the ones that in lower case are words too common to be taken for a name.
_LOWER_IS_A_WORD = frozenset("""
lee sue sally rex ken kay jan mel ned val ted sid stan roman rich jo tom jude leo sana rana asha ali aman ian rene raja rani pam terry dean bert joe lou gill oscar milo mara saul liz lyn george bruno stella sydney victoria florence georgia ross roy
jordan taylor casey warren scott ellis bobby billy lloyd logan murray coral kerry kelly rose violet fran pete mike phil tim tony jess jimmy matt ricky ron
""".split()) - frozenset("kelly kerry terry jimmy matt tony mike ricky jess stella lloyd logan ian tom tim pete phil oscar victoria scott warren jordan george billy bobby lee dean sally sue ross roy joe".split())  # fmt: skip

NAMES_AND_WORDS = (NAMES_AND_WORDS - _HARMLESS) | _LOWER_IS_A_WORD
NAMES_AND_WORDS |= {"christian", "mercedes", "alexa", "jan"}
FIRST_NAMES = (FIRST_NAMES | _HARMLESS) - NAMES_AND_WORDS

NOT_NAMES = frozenset("""
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan eid diwali boxing new year years bonfire night halloween bank holiday valentine valentines
kent medway dover deal sandwich folkestone ashford canterbury maidstone sevenoaks tonbridge tunbridge wells swanley edenbridge westerham gravesend dartford sittingbourne thanet margate ramsgate broadstairs
swale faversham whitstable herne bay stoke trent newcastle staffordshire stafford hanley burslem tunstall fenton longton london birmingham manchester leeds liverpool sheffield bradford bristol leicester
nottingham derby coventry wolverhampton walsall croydon lewisham greenwich bexley bromley hackney tower hamlets essex sussex surrey hampshire norfolk suffolk yorkshire lancashire cheshire devon cornwall
dorset somerset wales scotland ireland northern england english britain british great uk eu europe european america american usa africa african asia asian india indian pakistan pakistani bangladesh bangladeshi
poland polish romania romanian albania albanian nigeria nigerian ghana ghanaian somalia somali eritrea eritrean ethiopia sudan sudanese syria syrian iraq iraqi iran iranian afghanistan afghan turkey turkish kurdish
china chinese vietnam vietnamese nepal nepali sri lanka tamil jamaica jamaican spain spanish france french germany german italy italian portugal portuguese ukraine ukrainian russia russian lithuania lithuanian
latvia latvian bulgaria bulgarian hungary hungarian czech slovakia slovak slovakian roma romany gypsy traveller travellers sylhet mirpur lagos accra kabul lahore punjab punjabi urdu bengali hindi gujarati arabic farsi dari
pashto muslim islam christian catholic hindu sikh jewish jehovah witness church mosque temple mandir gurdwara allah god jesus lord lady sierra leone glasgow edinburgh cardiff belfast dublin swansea hull york oxford cambridge southampton portsmouth plymouth brighton luton reading slough norwich gillingham chatham rochester strood rainham
mondays tuesdays wednesdays thursdays fridays saturdays sundays customer customers cadent honour based honour-based stoke-on-trent non-fatal multi-agency anti-social anti sharepoint allocations safer sexual
east west north south central upper lower mid greater united kingdom
police council county borough district city town parish government authority housing association homes trust options officer officers team teams service services support victim victims aid women woman men womens mens refuge shelter
national domestic abuse violence helpline line samaritans childline respect nspcc barnardos galop karma nirvana southall black sisters careline citizens advice bureau citizen legal law laws act order orders court courts crown magistrates family
county civil criminal justice prosecution cps probation prison hmp youth offending social work worker care adult adults children childrens safeguarding protection child early help hub front door mash marac idva isva ispva dash dara riska lado dso mappa nrpf
universal credit benefit benefits housing income jobseekers dwp pip esa dla dhp hmrc home office department work pensions hospital nhs gp surgery clinic centre health mental crisis ambulance fire rescue emergency accident ward maternity general practice
infirmary school academy primary secondary college university nursery preschool sure start pre reception year key stage
facebook messenger whatsapp instagram snapchat tiktok twitter youtube google gmail outlook hotmail yahoo microsoft apple iphone android samsung netflix sky amazon ebay paypal monzo uber tinder ring alexa siri airtag airtags find my iphone
tesco asda sainsbury sainsburys morrisons aldi lidl waitrose boots argos primark mcdonalds greggs costa starbucks wetherspoons spoons premier inn travelodge ikea co op coop iceland poundland wilko currys halfords
ford vauxhall bmw audi mercedes volkswagen vw golf polo astra corsa fiesta focus transit nissan qashqai micra toyota yaris honda civic kia seat ibiza skoda mini volvo peugeot renault clio citroen fiat hyundai tesla range rover land mazda suzuki
england manchester arsenal chelsea united spurs liverpool everton villa park stoke
street road avenue lane close drive way court house crescent terrace place gardens square hill grove flat flats unit room block estate cottage farm lodge station railway green view rise row mews parade
yes no ok okay hi hello dear thanks thank please sorry sent regards kind best sincerely faithfully note notes nb fyi re fwd update summary subject
the a an and or but if then when while because so as at by for from in into of off on onto out over to up with without about after before since until than that this these those there here where why how what which who whom whose
i me my mine we us our you your he him his she her hers it its they them their theirs one ones both all any some many much more most few none no not never nothing nobody everyone everybody someone somebody anyone
is are was were be been being am do does did done have has had having can could will would shall should must may might ought need dare let lets im ive ill id hes shes theyre dont doesnt didnt wont cant couldnt wouldnt isnt wasnt
says said say told tells tell states stated reports reported report disclosed discloses client clients cl tenant tenants resident residents caller victim vic perp perpetrator perps alleged partner partners ex husband wife mum mother mam dad father son daughter
brother sister boyfriend girlfriend bf gf neighbour neighbours friend friends kids kid baby babies lady gentleman man men boy girl boys girls aunt auntie uncle nan gran grandma granddad grandmother grandfather cousin niece nephew stepdad stepmum
mr mrs ms miss mx dr pc dc ds sgt sergeant inspector rev prof sir dame constable doctor nurse midwife teacher landlord manager colleague social boss carer
threatened called calls call rang ring rings hit hits kicked punched pushed slapped strangled choked grabbed threw broke smashed took takes left leaves went came comes got gets made makes gave keeps kept wants want asked asks
attended attends visited visit visits spoke spoken see saw seen heard noticed noticeable possible high low medium risk urgent immediate danger safe unsafe safety plan planning action actions agreed advised referred referral
dob nino ni dv da dva dash asb asbo npo npm dvpo dvpn fgm hbv hba fm vawg lgbt lgbtq trans esol ptsd adhd asd copd hiv std sti cctv id pin sim sms pm am tv pc uc hb ctax tbc tba asap eta etc mon
phone mobile email text address name names date time number ref reference form forms letter document documents file page section part appendix policy procedure
first second third last next previous today tomorrow yesterday tonight morning afternoon evening night week weekend month year now later soon again already just only also even still very too really
keep keeping move moved moving send sent bring take give come go get make put ask check speak discuss complete follow following refer offer offered offers contact contacted
locks lock changed broken window windows front back side left right bruise bruises bruising cut cuts marks mark injury injuries pregnant disabled elderly
good bad old young big small little poor nice new long short best worst full half whole
""".split()) | frozenset("whats hows wheres theres thats".split())  # fmt: skip

# Names that in lower case are words often enough to need more around them.
NEVER_IN_LOWER_CASE = frozenset(
    "sue barney ana isa esi mai jet jan kay ion ida rasa liga kaz shu moe lara nina chaz wills nana wang ling teddy stanley russell larry mubarak prem nicu tara".split()
)

SURNAMES = frozenset("""
smith jones taylor brown williams wilson johnson davies patel robinson wright thompson evans walker white roberts green hall wood jackson clarke clark harris lewis khan begum bibi
hussain ahmed ali kaur singh sharma shah malik iqbal akhtar miah uddin chowdhury rahman islam mahmood hussein mohamed osman okafor okonkwo adeyemi mensah boateng owusu asante
nowak kowalski kowalska wisniewski popescu ionescu hughes edwards turner hill cooper ward morris moore king baker harrison morgan allen parker scott watson phillips davis bennett
price griffiths kelly simpson marshall collins cox mitchell cook richardson carter bailey murphy miller shaw ellis bell richards lee rogers gray foster hunt mason webb murray campbell
stevens palmer holmes mills knight graham matthews fisher barnes butler stevenson armstrong lloyd kennedy obrien o'brien o'neill o'hara doyle byrne walsh ryan nguyen tran chen wang zhang
""".split())  # fmt: skip

# Ordinary words: in lower case, or at the head of a sentence, none of them is anybody's name.
WORDS = frozenset("""
spelt spelled misspelt unknown withheld given redacted recorded missing belong belongs drew prem
able about above abroad abuse abusive access accident accommodation account accuses acid across act actually address adult adults advice afraid after
afternoon again against age aged ages aggressive ago agreed air airport alarm alive all allowed alone along already alright also although always am
ambulance an and angry animals ankle annual another answer answered answering answers antidepressants any anybody anymore anyone anything anyway
anywhere apart app apparently application apply appointment appointments approx are area argue arm armed arms army around arrears arrested arrived as
ask asked asking asks asleep assault assaulted assessment asthma at attack attacked attempt attempted attended august aunt awake aware away axe babe
baby babys back background bad bag bail bailed bakery balcony band banging banister bank bar barricaded basically bat bath bathroom batter battered
battery be beach bear beat beaten beating because bed bedroom been before begging behind being believe believed believes bell below belt benefit
beside best better between bf bidding big bigger bill bills bin bins bird birds birth bit bitch bits black blade bleach bled bleeding blind block
blocked blocking bloke blood blue blur boiler boiling book booked boot boots boss both bother bottle bottles bottom bought box boy boyfriend boys
breach breached breaching bread break breakfast breaking breath breathe breathing brew bridge bring bringing brings broke broken brother brothers
brought brown bruise bruised bruises bruising building bump burn burned burning burnt bury bus buses but button by call called caller calling calls
calm calmed came camera cameras can cannot cant car caravan card cards care carer carers caretaker carpet carrier carry carrying cars case cash cat
cats caught caution centre certain certificate chain chair chance change changed chap charge charged charger chase chasing chat check checked checking
checks cheek cheers chef chest child children chin choke choked choking chuck church cigarette cl claim clean cleaner clear client clock close closed
closing clothes club coach coat cocaine code coke cold collapsed colleague colleagues collect college come comes coming comment communal community
concerns concierge conditions consciousness consent constantly contact contractor control controlling controls cooker cord corner cornered cos
coughing could couldn council counselling count counter counting country counts county couple course court cousin cousins covered cowered crack
cracked crash crazy credit cricket cried crime criminal crisis cross cry crying cup cupboard curb currently curtains custody cut cuts cutting dad
daddy daily damp danger daren dark darling date dated daughter day days dead deadline deaf dealers dealt death debt debts decide decides definitely
delete dementia denies dependent depends deposit depressed depression desk di did didn die died difference different dinner disabled disclosed dispute
divorce divorced do doctor does doesn doesnt dog dogs doing domestic don done dont door doorbell doors doorstep doorway down downstairs dozen drag
dragged dragging drawer dressed drink drinking drinks drive driven driver drives driving drop dropped dropping drove drown drowned drowning drugs
drunk duck due during duty dying each ear earlier early eat eating edge eight eighteen eighties either elderly eldest eleven else email emailed
emailing emergency empty end ended ending ends engine engineer enough entrance estate even evening ever every everybody everyone everything everywhere
evidence ex exactly example expecting explain eye eyes face facebook factory fair fall fallen falling family far fat father fear fearful fears feb fed
feel feeling feels feet fell fella felt female fence fetch few field fifteen fight fighting file filming films finances find finds fine finger fingers
finish finished fire first fist fists fit fitted fitting five flat flatmate flats fled flight flinched floor flowers fly flying folder follow followed
following follows food foot football for force forced forces forearm form forms fortnight forty forward foster found four fourteen foyer fractured
free freely frequent fresh friday friend friends frighten frightened from front full funny furniture further future garage garden gas gate gave gay
get gets getting girl girlfriend girls give given gives glass go goes going gold golf gone gonna good goodbye got grabbed gran grand grandad grandson
green grey grinned ground group guilty gun guns gym had hair half hall hallway hammer hammering hand handle handles hands hang hanging happen happened
happening happens happy hard hardly harm harming has hasn hatch hate have haven having he head heading headlock health hear heard hearing hears heart
heating heavily held hell hello help her here hers herself hes hid hidden hide hides hiding high hill him himself hip his historic hit hits hitting
hiya hoarse hold holding hole holes holiday home homeless honest honestly hood hoover horse horses hospital hostel hot hotel hour hours house housing
how hub hubby hundred hung hurry hurt hurting hurts husband idea if ignore ill im in incident income information inhaler injunction injured injuries
injury inna inside inspection instead insulin insurance intercom interpreter interview into invoice involved iron is isn isnt isolated it its itself
ive jaw jealous job joint judge jump jumped just keep keeps kept kerb kettle key keys kicked kicking kicks kid kids kill killed killing kind kitchen
knees knew knickers knife knives knock knocked knocking know known knows la labour lad ladies lads lady laid lamp landed landing landlord lanyard
large lass last late later laughed laughing law laws laying lead learn leave leaves leaving left leg legs less let lets letter letterbox letters
letting liar library licence lie life lift light lighter lights like likes line lip lips list listen listening lit literally little live lived lives
living ll load loads loans lobby location lock locked locks locksmith loft log logged lol lone long longer loo look looked looking looks lose losing
lost lot loud love lovely low lunch lying mad madam made main maintenance make makes making male mam man managed manager many map mark market marks
marriage married marry mate mates matter mattress may maybe me mean means meant meds meet meeting memory men mental mentioned message messaged
messages messaging met meter metres mi mid middle midwife might mind mine mins minute minutes missed missing mistake mobile mol monday money month
monthly months mood moon more morning mornings mortgage mosque most mostly mother mouth mouthed move moved moves moving msg much mum mumbled mummy
murder music must muttered my myself name names nan nastier nasty nd near nearly neck need needed needing needs neighbour neighbours never new newborn
next nice night nights nine nineteen nineties nite no nobody noise non none noon nor normal nose not note notes nothing notice noticed now nowhere
nowt number nurse nursery nursing odd of off office officer often oh ok okay old older on once one ones ongoing only op open opened opposite options
or orange order orders other others our ours out outside over overdose owed owes own owt oxygen pacing packed paid pain pal pale pan panic paper
papers paracetamol parcel parent parents park parked parking part partner pass passed passenger passport passports past path pathetic patio pavement
pay payment payments penny pension pensioner people per perhaps permission permit perp perpetrator person petrified petrol pets phone phoned phoning
photo photos physical physically pick picked picking picks picture pillow pills pin pink pinned pipe pizza place plan plane planning plans plate
plates platform play playing please pls plumber pm point pointed poker police policy pool popping porch possessive possibly post postcode posted
poster postman poured pouring pram prefer prefers pregnancy pregnant present press pressed pressure pretend pretending previous primary prison
probably probation problem problems programme promised prop proper properly property protection pub pull pulled pulling punch punched punches purple
purpose purse push pushed pushing put puts putting question questions queue quick quiet rabbit radiator rag raging rain raised ran rang rape raped
rather rd re read reading reads ready real really reason receipt receipts reception receptionist reckons record recourse recovery red ref refer
referral refuge refusing reg registration relationship release released remember remote removed rent repair repairs replacing reply report reported
reporting reports request resident rest restraining return returned rib ribs rifle right ring ringing rings risk river road roof room rope round route
row rows run rung running safe safeguarding safety said same sanctuary sat saturday savings saw say saying says scar scare scared scheme school
scissors score scratch screamed screaming screen screwdriver sea seat second seconds section sectioned security see seeing seems seen sees self
selling send sending sends sent sentence separate separated separation seriously sertraline served service services set settee settled seven several
sex sexual shaken shaking shall shame share she shed shes shift shoes shook shoot shop shoplifting shopping shops short shot shotgun should shoulder
shout shouted shouting shouts shoved show showed shower showing shows shut sick side sign signal signed silent silly silver since single sir sister
sisters sit site sits sitting situation six sixteen skin slag slap slapped slapping slaps sleep sleeping sleeps slept slip slipped slit slow slurring
slut small smash smashed smashing smell smirked smoke smokes smothered smothering snapped so sobbed sobbing sober social sofa solicitor solicitors
some somebody someone something sometimes somewhere son soon sore sorry sort sound sounds spare speak speaking special spent spirits split spoke
spoken spots spouse spring squeezed squeezing stab stabbed staff staffies staffy stairs stairwell stalking stall stamped stand standing start started
starter starts statement states station stay stayed staying step stepdad steps stick sticks still stitches stomach stone stood stop stopped stopping
stops store straight strangle strangled strangling strangulation street strict strings stroke stuck stuff stupid suddenly suicidal suicide sulks
summat summer sunday support suppose supposed sure surgery survey suspended swallow swallowed sweetheart swinging switchboard swung system table
tablet tablets tag take taken takes taking talk talked talking talks tap tapping target tax taxi tea teacher team teams tearful teenager teeth tell
telling tells telly temporary ten tenancy tenant tenner term terrified test tested text texted texting texts th than thank thanks that thats the their
them themselves then there theres these they thing things think thinking thinks third thirty this those though thought thoughts thousand threatened
threatening threatens threats three threw throat throttled through throughout throw throwing thrown thru thumb thursday tick ticket tickets tied tight
til till time times tired to today toddler together toilet toilets told tomorrow tonight too took tooth top torch touch touched towards towel town
tracker trailer train training trains trans transfer trapped travelling trial tried trouble try trying turn turned turning turns twelve twenty twice
twins twisted two type typing ugly uncle uncles under understand undo unfortunately uniform unknown unless unsure until up upset upstairs ur urgent us
use used useless uses using van ve very vet victim victims video viewing violence violent visa visible visit visiting visitor visits vodka voice
voicemail wages wait waiting wake wakes walk walked walking walks wall want wanted wanting wants ward warden wardrobe warning was wasn watch watched
watches watching water waters waving way we weapon weapons wear wears wed wedding weed week weekend weekends weekly weeks welcome well went wept were
wet what whatever whats wheel wheelchair when whenever where wherever whether which while whispered whispering white who whoever whole whore whose why
wife will winced window windows windpipe winter with within without wits wk woke woman women won wont word words work worker working works worktop
worried worries worry worse worst worthless would wouldn wrapped wrist wrists write writing written wrong wrote yard yeah year years yellow yes
yesterday yet yo you youngest your yourself yr yrs
""".split())  # fmt: skip
