"""Who takes part in the demo and in what: organisations, people, roles and projects."""

from tests.demo.shapes import Member, Neighbourhood, News, Organisation, Person, Phase, Project, Role, Text, Topic

ORGANISATIONS: tuple[Organisation, ...] = (
    Organisation(
        "brussels",
        kind="region",
        name=Text(fr="Région de Bruxelles-Capitale", nl="Brussels Hoofdstedelijk Gewest", en="Brussels-Capital Region"),
        presentation=Text(
            fr="La Région s’occupe de ce que les 19 communes partagent : les grands axes, les transports "
            "publics, l’eau, l’air et les grands parcs. Ici, elle vous demande votre avis avant de "
            "décider, et elle vous répond.",
            nl="Het Gewest zorgt voor wat de 19 gemeenten delen: de grote wegen, het openbaar vervoer, het "
            "water, de lucht en de grote parken. Hier vraagt het uw mening voor het beslist, en u krijgt "
            "antwoord.",
            en="The Region looks after what the 19 communes share: main roads, public transport, water, air "
            "and the large parks. Here it asks what you think before it decides, and it answers you.",
        ),
        postal_codes=(
            "1000",
            "1020",
            "1030",
            "1040",
            "1050",
            "1060",
            "1070",
            "1080",
            "1081",
            "1082",
            "1083",
            "1090",
            "1120",
            "1130",
            "1140",
            "1150",
            "1160",
            "1170",
            "1180",
            "1190",
            "1200",
            "1210",
        ),
        neighbourhoods=(
            Neighbourhood("canal", Text(fr="Canal", nl="Kanaal"), 50.8579, 4.3461),
            Neighbourhood("gare-du-nord", Text(fr="Gare du Nord", nl="Noordstation"), 50.8603, 4.36),
            Neighbourhood("josaphat", Text(fr="Parc Josaphat", nl="Josaphatpark"), 50.8622, 4.3836),
            Neighbourhood("flagey", Text(fr="Flagey", nl="Flagey"), 50.8277, 4.3722),
            Neighbourhood("tour-et-taxis", Text(fr="Tour & Taxis", nl="Thurn & Taxis"), 50.8657, 4.3487),
        ),
        email="participation@region.example.brussels",
        answer_days=90,
    ),
    Organisation(
        "jette",
        kind="commune",
        name=Text(fr="Jette", nl="Jette", en="Jette"),
        presentation=Text(
            fr="Jette est une commune verte du nord-ouest de Bruxelles, entre le bois de Dieleghem et le "
            "parc Roi Baudouin. Proposez une idée pour votre rue ou pour toute la commune. Le collège "
            "répond à chacune, en public, et donne ses raisons quand c’est non.",
            nl="Jette is een groene gemeente in het noordwesten van Brussel, tussen het Dielegembos en het "
            "Koning Boudewijnpark. Stel een idee voor uw straat of voor de hele gemeente voor. Het "
            "college antwoordt op elk idee, in het openbaar, en legt uit waarom als het nee is.",
            en="Jette is a green commune in the north-west of Brussels, between the Dieleghem wood and the "
            "Roi Baudouin park. Propose an idea for your street or for the whole commune. The college "
            "answers every one in public, and gives its reasons when the answer is no.",
        ),
        postal_codes=("1090",),
        neighbourhoods=(
            Neighbourhood("miroir", Text(fr="Miroir", nl="Spiegelplein"), 50.877, 4.3294),
            Neighbourhood("roi-baudouin", Text(fr="Parc Roi Baudouin", nl="Koning Boudewijnpark"), 50.8836, 4.3196),
            Neighbourhood("pannenhuis", Text(fr="Pannenhuis", nl="Pannenhuis"), 50.8713, 4.3349),
            Neighbourhood("dielegem", Text(fr="Dieleghem", nl="Dielegem"), 50.8877, 4.3302),
            Neighbourhood("esseghem", Text(fr="Esseghem", nl="Esseghem"), 50.8733, 4.3301),
            Neighbourhood("heymbosch", Text(fr="Heymbosch", nl="Heymbosch"), 50.8902, 4.3352),
            Neighbourhood("gare", Text(fr="Gare de Jette", nl="Station Jette"), 50.8809, 4.3289),
        ),
        email="participation@jette.example.brussels",
        answer_days=60,
    ),
    Organisation(
        "saint-gilles",
        kind="commune",
        name=Text(fr="Saint-Gilles", nl="Sint-Gillis", en="Saint-Gilles"),
        presentation=Text(
            fr="Saint-Gilles est petite, dense et vivante : de la Porte de Hal à la place Albert, on s’y "
            "croise à pied. La commune vous invite à dire ce qui doit changer, sur le site, au guichet "
            "ou sur le marché du Parvis.",
            nl="Sint-Gillis is klein, dicht bebouwd en levendig: van de Hallepoort tot Albert kom je elkaar "
            "te voet tegen. De gemeente vraagt u wat er moet veranderen, op deze site, aan het loket of "
            "op de markt aan het Voorplein.",
            en="Saint-Gilles is small, dense and lively: from the Porte de Hal to Albert, people meet on "
            "foot. The commune invites you to say what should change, on this site, at the counter or at "
            "the market on the Parvis.",
        ),
        postal_codes=("1060",),
        neighbourhoods=(
            Neighbourhood("parvis", Text(fr="Parvis", nl="Voorplein"), 50.8284, 4.3452),
            Neighbourhood("porte-de-hal", Text(fr="Porte de Hal", nl="Hallepoort"), 50.8331, 4.3446),
            Neighbourhood("bethleem", Text(fr="Bethléem", nl="Bethlehem"), 50.8303, 4.3394),
            Neighbourhood("albert", Text(fr="Albert", nl="Albert"), 50.8206, 4.3441),
            Neighbourhood("barriere", Text(fr="Barrière", nl="Bareel"), 50.8246, 4.3447),
            Neighbourhood("midi", Text(fr="Gare du Midi", nl="Zuidstation"), 50.8341, 4.3377),
        ),
        email="participation@saint-gilles.example.brussels",
        answer_days=75,
    ),
)

# The names under which officials speak, since they answer for a service and never for themselves.
SERVICES: dict[str, Text] = {
    "climate": Text(
        fr="Commune de Jette, service Développement durable",
        nl="Gemeente Jette, dienst Duurzame ontwikkeling",
        en="Commune of Jette, Sustainable Development",
    ),
    "green": Text(
        fr="Commune de Jette, service Espaces verts",
        nl="Gemeente Jette, dienst Groene ruimten",
        en="Commune of Jette, Green Spaces",
    ),
    "mobility": Text(
        fr="Commune de Jette, service Mobilité", nl="Gemeente Jette, dienst Mobiliteit", en="Commune of Jette, Mobility"
    ),
    "housing": Text(
        fr="Commune de Jette, service Logement et Énergie",
        nl="Gemeente Jette, dienst Huisvesting en Energie",
        en="Commune of Jette, Housing and Energy",
    ),
    "schools": Text(
        fr="Commune de Jette, service Enseignement", nl="Gemeente Jette, dienst Onderwijs", en="Commune of Jette, Schools"
    ),
    "social": Text(
        fr="Commune de Jette, service Vie sociale", nl="Gemeente Jette, dienst Sociaal leven", en="Commune of Jette, Social Life"
    ),
    "sg-participation": Text(
        fr="Commune de Saint-Gilles, service Participation",
        nl="Gemeente Sint-Gillis, dienst Participatie",
        en="Commune of Saint-Gilles, Participation",
    ),
    "sg-public-space": Text(
        fr="Commune de Saint-Gilles, service Espace public",
        nl="Gemeente Sint-Gillis, dienst Openbare ruimte",
        en="Commune of Saint-Gilles, Public Space",
    ),
    "region-environment": Text(fr="Région, équipe Ville fraîche", nl="Gewest, team Koele stad", en="Region, Cool City team"),
}

CAST: tuple[Person, ...] = (
    Person(
        "amina",
        "Amina",
        "fr",
        about="J’habite près du Miroir depuis vingt ans. Je marche beaucoup et je connais tous les bancs du quartier.",
    ),
    Person("wout", "Wout", "nl", about="Ik lees wat u schrijft en zorg dat het gesprek beleefd blijft."),
    Person(
        "sofie", "Sofie", "nl", about="Ik leid het klimaatplan van Jette. Schrijf me gerust in het Nederlands of in het Frans."
    ),
    Person("karim", "Karim", "fr", about="Je m’occupe de la plateforme."),
    Person("nadia", "Nadia", "fr", about="Je prépare le Conseil citoyen de Saint-Gilles."),
    Person("tom", "Tom", "nl", about="Ik werk aan koele plekken in heel Brussel."),
    Person("youssef", "Youssef", "fr", about="Papa de trois enfants, entraîneur de foot le samedi."),
    Person("denise", "Denise", "fr", about="Retraitée, bénévole à la permanence logement."),
    Person("griet", "Griet", "nl", about="Elke dag met de trein, soms met plezier."),
    Person("ravi", "Ravi", "en", about="I moved to Jette for the hospital and stayed for the trees."),
    Person("jeanne", "Jeanne", "fr"),
    Person("pieter", "Pieter", "nl"),
    Person("yasmine", "Yasmine", "fr"),
    Person("marc", "Marc", "nl", about="Gepensioneerd leraar, vroege wandelaar."),
    Person("fatou", "Fatou", "fr", about="Couturière. Je répare tout ce qui a un fil."),
    Person("mehmet", "Mehmet", "nl"),
    Person("ines", "Inês", "fr"),
    Person("luca", "Luca", "en"),
    Person("chloe", "Chloé", "fr"),
    Person("bilal", "Bilal", "fr"),
    Person("lieve", "Lieve", "nl", about="Juf in het derde leerjaar."),
    Person("jonas", "Jonas", "nl"),
    Person("agnieszka", "Agnieszka", "en"),
    Person("olena", "Olena", "en", about="In Brussels since 2022. I am learning French and Dutch, slowly."),
    Person("samira", "Samira", "fr"),
    Person("thierry", "Thierry", "fr"),
    Person("elke", "Elke", "nl"),
    Person("hamza", "Hamza", "fr"),
    Person("rosa", "Rosa", "fr"),
    Person("bram", "Bram", "nl"),
    Person("mireille", "Mireille", "fr"),
    Person("an", "An", "nl"),
    Person("david", "David", "en"),
    Person("mariam", "Mariam", "nl"),
    Person("gustave", "Gustave", "fr"),
)

ROLES: tuple[Role, ...] = (
    Role("karim", "administrator", "brussels"),
    Role("karim", "administrator", "jette"),
    Role("karim", "administrator", "saint-gilles"),
    Role("wout", "moderator", "jette"),
    Role("wout", "moderator", "saint-gilles"),
    Role("wout", "moderator", "brussels"),
    Role("sofie", "owner", "jette", project="jette-transition"),
    Role("sofie", "owner", "jette", project="jette-school-streets"),
    Role("sofie", "owner", "jette", project="jette-budget"),
    Role("nadia", "owner", "saint-gilles", project="saint-gilles-council"),
    Role("nadia", "owner", "saint-gilles", project="saint-gilles-bethleem"),
    Role("tom", "owner", "brussels", project="brussels-cool-places"),
)

LEADS = Text(
    fr="Pilote le projet et répond à vos idées",
    nl="Leidt het project en antwoordt op uw ideeën",
    en="Leads the project and answers your ideas",
)
READS = Text(
    fr="Lit les contributions et veille au respect de la charte",
    nl="Leest de bijdragen en waakt over het charter",
    en="Reads contributions and looks after the charter",
)

PROJECTS: tuple[Project, ...] = (
    Project(
        "jette-transition",
        organisation="jette",
        title=Text(
            fr="Jette en transition durable et inclusive",
            nl="Jette in duurzame en inclusieve transitie",
            en="Jette in sustainable and inclusive transition",
        ),
        lead=Text(
            fr="Que doit faire Jette d’abord pour le climat, sans laisser personne de côté ? Le plan "
            "jusqu’en 2030 s’écrit avec vous.",
            nl="Wat moet Jette eerst doen voor het klimaat, zonder iemand achter te laten? Het plan tot "
            "2030 schrijven we samen met u.",
            en="What should Jette do first for the climate, leaving no one behind? The plan up to 2030 is "
            "being written with you.",
        ),
        story=Text(
            fr="Jette prépare son plan climat. D’ici 2030, la commune veut émettre moitié moins de CO₂ "
            "qu’en 2005, planter mille arbres et aider mille ménages à mieux se chauffer. Ces objectifs "
            "sont fixés. Le chemin pour y arriver ne l’est pas : c’est là que vous comptez.\n\n"
            "L’été, il fait jusqu’à huit degrés de plus sur une place sans arbre que dans le bois de "
            "Dieleghem. Et tout le monde ne peut pas isoler son logement ou acheter un vélo. Un plan "
            "juste commence par celles et ceux qui ont le plus chaud, le plus froid ou le moins de "
            "moyens.\n\n"
            "## Ce qui est en débat\n\n"
            "- l’ordre des mesures et les endroits où commencer ;\n"
            "- des mesures nouvelles, petites ou grandes ;\n"
            "- la façon d’aider les ménages qui ont peu de moyens.\n\n"
            "## Ce qui ne l’est pas\n\n"
            "- les objectifs pour 2030, déjà votés ;\n"
            "- les chantiers déjà commandés ;\n"
            "- ce qui dépend de la Région, comme les lignes de tram. Nous transmettons ces idées et nous "
            "vous disons à qui.\n\n"
            "## Votre poids dans la décision\n\n"
            "Chaque idée reçoit une réponse du collège, dans les 60 jours. Vous choisissez ensuite "
            "l’ordre des mesures. Le conseil communal vote le plan. S’il s’écarte de vos priorités, il "
            "explique pourquoi ici, en public.",
            nl="Jette werkt aan zijn klimaatplan. Tegen 2030 wil de gemeente half zoveel CO₂ uitstoten als "
            "in 2005, duizend bomen planten en duizend gezinnen helpen om zich beter te verwarmen. Die "
            "doelen liggen vast. De weg ernaartoe niet: daar telt uw stem.\n\n"
            "In de zomer is het op een plein zonder bomen tot acht graden warmer dan in het Dielegembos. "
            "En niet iedereen kan zijn woning isoleren of een fiets kopen. Een eerlijk plan begint bij "
            "wie het het warmst of het koudst heeft, of het minst kan uitgeven.\n\n"
            "## Waarover u kunt meepraten\n\n"
            "- de volgorde van de maatregelen en de plekken waar we beginnen;\n"
            "- nieuwe maatregelen, klein of groot;\n"
            "- de hulp aan gezinnen met weinig middelen.\n\n"
            "## Wat vastligt\n\n"
            "- de doelen voor 2030, die al gestemd zijn;\n"
            "- de werken die al besteld zijn;\n"
            "- wat bij het Gewest ligt, zoals de tramlijnen. Die ideeën geven we door, en we zeggen u "
            "aan wie.\n\n"
            "## Hoe zwaar uw stem weegt\n\n"
            "Elk idee krijgt binnen 60 dagen een antwoord van het college. Daarna kiest u de volgorde "
            "van de maatregelen. De gemeenteraad stemt over het plan. Wijkt hij af van uw prioriteiten, "
            "dan legt hij hier uit waarom, voor iedereen zichtbaar.",
            en="Jette is preparing its climate plan. By 2030 the commune wants to emit half as much CO₂ as "
            "in 2005, plant a thousand trees and help a thousand households heat their homes better. "
            "Those goals are set. The way to get there is not, and that is where you come in.\n\n"
            "In summer a square without trees is up to eight degrees hotter than the Dieleghem wood. And "
            "not everyone can insulate a home or buy a bicycle. A fair plan starts with the people who "
            "are hottest, coldest or have the least to spend.\n\n"
            "## What is up for debate\n\n"
            "- the order of the measures and the places to begin;\n"
            "- new measures, small or large;\n"
            "- how to help households with little money.\n\n"
            "## What is not\n\n"
            "- the goals for 2030, which have been voted;\n"
            "- works that have already been ordered;\n"
            "- what belongs to the Region, such as tram lines. We pass those ideas on and tell you to "
            "whom.\n\n"
            "## Your weight in the decision\n\n"
            "The college answers every idea within 60 days. You then choose the order of the measures. "
            "The communal council votes on the plan. If it departs from your priorities, it explains why "
            "here, in public.",
        ),
        cover="leaf",
        email="climat@jette.example.brussels",
        service="climate",
        topics=(
            Topic("shade", Text(fr="Ombre et fraîcheur", nl="Schaduw en koelte", en="Shade and cool places")),
            Topic(
                "moving",
                Text(
                    fr="Marche, vélo et transports",
                    nl="Stappen, trappen en openbaar vervoer",
                    en="Walking, cycling and public transport",
                ),
            ),
            Topic("homes", Text(fr="Logement et énergie", nl="Wonen en energie", en="Homes and energy")),
            Topic("water", Text(fr="Eau de pluie", nl="Regenwater", en="Rainwater")),
            Topic("food", Text(fr="Alimentation et potagers", nl="Voeding en moestuinen", en="Food and gardens")),
            Topic(
                "together",
                Text(fr="Entraide et vie de quartier", nl="Burenhulp en buurtleven", en="Neighbours helping neighbours"),
            ),
        ),
        team=(
            Member("sofie", LEADS),
            Member("wout", READS),
            Member(
                "karim", Text(fr="Fait tourner la plateforme", nl="Houdt het platform draaiende", en="Keeps the platform running")
            ),
        ),
        phases=(
            Phase(
                "findings",
                method="information",
                title=Text(fr="Constats", nl="Vaststellingen", en="Findings"),
                description=Text(
                    fr="Où en est Jette ? Lisez le diagnostic : chaleur, logements, déplacements, eau.",
                    nl="Waar staat Jette? Lees de stand van zaken: hitte, woningen, verplaatsingen, water.",
                    en="Where does Jette stand? Read the findings: heat, homes, travel, water.",
                ),
                opens=-240,
                closes=-121,
            ),
            Phase(
                "ideas",
                method="ideas",
                title=Text(fr="Idées", nl="Ideeën", en="Ideas"),
                description=Text(
                    fr="Proposez une mesure, soutenez celles des autres, discutez-en. Il n’y a pas de trop petite idée.",
                    nl="Stel een maatregel voor, steun die van anderen en praat erover mee. Geen idee is te klein.",
                    en="Propose a measure, support those of others, talk them over. No idea is too small.",
                ),
                opens=-120,
                closes=24,
            ),
            Phase(
                "priorities",
                method="ballot",
                title=Text(fr="Priorités", nl="Prioriteiten", en="Priorities"),
                description=Text(
                    fr="Vous choisissez les cinq mesures qui passent en premier.",
                    nl="U kiest de vijf maatregelen die voorgaan.",
                    en="You choose the five measures that come first.",
                ),
                opens=45,
                closes=80,
            ),
            Phase(
                "decision",
                method="information",
                title=Text(fr="Décision", nl="Beslissing", en="Decision"),
                description=Text(
                    fr="Le conseil communal vote le plan, en séance publique.",
                    nl="De gemeenteraad stemt over het plan, in openbare zitting.",
                    en="The communal council votes on the plan, in a public meeting.",
                ),
                opens=110,
                closes=140,
            ),
            Phase(
                "follow-up",
                method="information",
                title=Text(fr="Suivi", nl="Opvolging", en="Follow-up"),
                description=Text(
                    fr="Chaque mesure est suivie en public, retards compris, jusqu’en 2030.",
                    nl="Elke maatregel wordt in het openbaar opgevolgd tot 2030, ook als ze vertraging heeft.",
                    en="Every measure is followed in public until 2030, delays included.",
                ),
                opens=141,
                closes=1500,
            ),
        ),
        news=(
            News(
                title=Text(
                    fr="Les premières idées sont réalisées", nl="De eerste ideeën zijn uitgevoerd", en="The first ideas are done"
                ),
                body=Text(
                    fr="Deux fontaines coulent au parc Roi Baudouin et la caméra thermique se prête au guichet. Les "
                    "autres réponses suivent, les refus aussi.",
                    nl="In het Koning Boudewijnpark staan twee drinkfonteinen en de warmtecamera kunt u lenen aan "
                    "het loket. De andere antwoorden volgen, ook als het nee is.",
                    en="Two fountains are running in the Roi Baudouin park, and you can borrow the thermal camera "
                    "at the counter. The other answers follow, refusals included.",
                ),
                days_ago=6,
            ),
            News(
                title=Text(
                    fr="Ce que nous avons entendu au marché", nl="Wat we op de markt hoorden", en="What we heard at the market"
                ),
                body=Text(
                    fr="Trois dimanches, trois étals, beaucoup de café. Vous avez parlé d’ombre, de factures et de "
                    "trottoirs. Chaque carte papier est maintenant une idée sur ce site.",
                    nl="Drie zondagen, drie kraampjes en veel koffie. U sprak over schaduw, facturen en stoepen. "
                    "Elk papieren kaartje staat nu als idee op deze site.",
                    en="Three Sundays, three stalls and a lot of coffee. You talked about shade, bills and "
                    "pavements. Every paper card is now an idea on this site.",
                ),
                days_ago=48,
            ),
            News(
                title=Text(fr="Le diagnostic est en ligne", nl="De stand van zaken staat online", en="The findings are online"),
                body=Text(
                    fr="Vingt pages et un résumé en une page. Les cartes de chaleur sont faites rue par rue : cherchez la vôtre.",
                    nl="Twintig bladzijden en een samenvatting van één bladzijde. De hittekaarten gaan straat per "
                    "straat: zoek de uwe op.",
                    en="Twenty pages and a one-page summary. The heat maps go street by street: look for yours.",
                ),
                days_ago=130,
            ),
        ),
        next=Text(
            fr="À la fin de la phase d’idées, nous rangeons toutes les propositions par thème et nous "
            "publions le projet de plan. Vous choisissez ensuite cinq priorités. Le conseil communal "
            "décide, puis rend compte chaque année jusqu’en 2030.",
            nl="Na de ideeënfase ordenen we alle voorstellen per thema en publiceren we het ontwerp van het "
            "plan. Daarna kiest u vijf prioriteiten. De gemeenteraad beslist en brengt elk jaar verslag "
            "uit, tot in 2030.",
            en="When the ideas phase ends, we sort all proposals by topic and publish the draft plan. You "
            "then choose five priorities. The communal council decides, and reports every year until "
            "2030.",
        ),
        offline=Text(
            fr="Sans internet : venez à notre étal du marché dominical, place Reine Astrid, ou au guichet "
            "de la maison communale. Nous notons votre idée avec vous, en français, en néerlandais ou en "
            "anglais. Deux ateliers ont lieu dans les maisons de quartier, avec garde d’enfants.",
            nl="Zonder internet: kom naar ons kraam op de zondagmarkt, Koningin Astridplein, of naar het "
            "loket van het gemeentehuis. We schrijven uw idee samen met u op, in het Frans, het "
            "Nederlands of het Engels. In de buurthuizen zijn er twee ateliers, met kinderopvang.",
            en="Without the internet: come to our stall at the Sunday market, place Reine Astrid, or to the "
            "counter of the communal hall. We write your idea down with you, in French, Dutch or "
            "English. Two workshops take place in neighbourhood centres, with childcare.",
        ),
    ),
    Project(
        "saint-gilles-council",
        organisation="saint-gilles",
        title=Text(
            fr="Conseil citoyen : partager la rue", nl="Burgerraad: de straat delen", en="Citizens’ Council: sharing the street"
        ),
        lead=Text(
            fr="Trente-cinq personnes tirées au sort disent comment partager la rue. Vos idées forment leur point de départ.",
            nl="Vijfendertig gelote inwoners zeggen hoe we de straat delen. Uw ideeën zijn hun vertrekpunt.",
            en="Thirty-five residents drawn by lot say how to share the street. Your ideas are their starting point.",
        ),
        story=Text(
            fr="À Saint-Gilles, la rue sert à tout : marcher, livrer, jouer, dormir la fenêtre ouverte, "
            "prendre un verre. Ces usages se gênent. Le Conseil citoyen répond à une question : "
            "**comment partager la rue pour que chacun y trouve sa place ?**\n\n"
            "Le tirage au sort se fait en public. Le Conseil compte autant de femmes que d’hommes, tous "
            "les âges dès 16 ans et tous les quartiers. Les membres reçoivent une indemnité, une garde "
            "d’enfants et une interprétation. Aucune connaissance n’est demandée.\n\n"
            "## Ce qui est en débat\n\n"
            "La place du stationnement, des terrasses, du jeu, des livraisons et du calme. Le budget "
            "d’entretien et les règles de police ne changent pas cette année.\n\n"
            "## Votre poids dans la décision\n\n"
            "Vos idées sont remises au Conseil, toutes, avec le nombre de soutiens. Le collège répond à "
            "chaque recommandation dans les trois mois, et motive chaque refus. Ici, chaque idée est lue "
            "avant d’être publiée : comptez un jour ouvrable.",
            nl="In Sint-Gillis dient de straat voor alles: stappen, leveren, spelen, slapen met het raam "
            "open, iets drinken. Die dingen zitten elkaar in de weg. De Burgerraad beantwoordt één "
            "vraag: **hoe delen we de straat zodat iedereen er zijn plaats vindt?**\n\n"
            "De loting gebeurt in het openbaar. In de raad zitten evenveel vrouwen als mannen, alle "
            "leeftijden vanaf 16 jaar en alle wijken. De leden krijgen een vergoeding, kinderopvang en "
            "een tolk. Voorkennis is niet nodig.\n\n"
            "## Waarover u kunt meepraten\n\n"
            "De plaats voor parkeren, terrassen, spelen, leveringen en rust. Het onderhoudsbudget en het "
            "politiereglement veranderen dit jaar niet.\n\n"
            "## Hoe zwaar uw stem weegt\n\n"
            "De raad krijgt al uw ideeën, met het aantal steunbetuigingen. Het college antwoordt binnen "
            "drie maanden op elke aanbeveling en legt elke weigering uit. Hier lezen we elk idee voor "
            "het online komt: reken op één werkdag.",
            en="In Saint-Gilles the street serves for everything: walking, delivering, playing, sleeping "
            "with the window open, having a drink. These uses get in each other’s way. The Citizens’ "
            "Council answers one question: **how do we share the street so that everyone has a place in "
            "it?**\n\n"
            "The draw takes place in public. The Council has as many women as men, all ages from 16 and "
            "all neighbourhoods. Members receive an allowance, childcare and interpretation. No prior "
            "knowledge is needed.\n\n"
            "## What is up for debate\n\n"
            "The room given to parking, terraces, play, deliveries and quiet. The maintenance budget and "
            "police rules do not change this year.\n\n"
            "## Your weight in the decision\n\n"
            "All your ideas go to the Council, with their number of supports. The college answers each "
            "recommendation within three months and gives a reason for every refusal. Here each idea is "
            "read before it is published: allow one working day.",
        ),
        cover="people",
        email="conseil@saint-gilles.example.brussels",
        service="sg-participation",
        topics=(
            Topic("walking", Text(fr="Marcher et traverser", nl="Stappen en oversteken", en="Walking and crossing")),
            Topic("playing", Text(fr="Jouer", nl="Spelen", en="Playing")),
            Topic("quiet", Text(fr="Calme et nuit", nl="Rust en nacht", en="Quiet and night")),
            Topic("parking", Text(fr="Livrer et stationner", nl="Leveren en parkeren", en="Deliveries and parking")),
            Topic("terraces", Text(fr="Terrasses et commerces", nl="Terrassen en winkels", en="Terraces and shops")),
        ),
        team=(
            Member("nadia", LEADS),
            Member("wout", READS),
        ),
        phases=(
            Phase(
                "question",
                method="information",
                title=Text(fr="La question", nl="De vraag", en="The question"),
                description=Text(
                    fr="Lisez comment la question a été choisie et par qui.",
                    nl="Lees hoe de vraag gekozen is, en door wie.",
                    en="Read how the question was chosen, and by whom.",
                ),
                opens=-75,
                closes=-31,
            ),
            Phase(
                "ideas",
                method="ideas",
                title=Text(fr="Vos idées", nl="Uw ideeën", en="Your ideas"),
                description=Text(
                    fr="Proposez ce que le Conseil doit examiner. Chaque idée est lue avant d’être publiée.",
                    nl="Stel voor wat de raad moet bekijken. Elk idee wordt gelezen voor het online komt.",
                    en="Propose what the Council should look at. Each idea is read before it is published.",
                ),
                opens=-30,
                closes=18,
                moderation="before",
            ),
            Phase(
                "draw",
                method="draw",
                title=Text(fr="Tirage au sort", nl="Loting", en="Draw"),
                description=Text(
                    fr="Trente-cinq membres et dix suppléants, tirés en public à la maison communale.",
                    nl="Vijfendertig leden en tien reserves, in het openbaar geloot in het gemeentehuis.",
                    en="Thirty-five members and ten substitutes, drawn in public at the communal hall.",
                ),
                opens=32,
                closes=33,
            ),
            Phase(
                "sessions",
                method="information",
                title=Text(fr="Quatre samedis", nl="Vier zaterdagen", en="Four Saturdays"),
                description=Text(
                    fr="Le Conseil écoute, discute et écrit ses recommandations. Le compte rendu paraît chaque lundi.",
                    nl="De raad luistert, overlegt en schrijft aanbevelingen. Elke maandag verschijnt het verslag.",
                    en="The Council listens, deliberates and writes its recommendations. The report appears each Monday.",
                ),
                opens=55,
                closes=120,
            ),
            Phase(
                "answer",
                method="information",
                title=Text(fr="Réponse du collège", nl="Antwoord van het college", en="The college answers"),
                description=Text(
                    fr="Oui, en partie ou non, recommandation par recommandation.",
                    nl="Ja, deels of nee, aanbeveling per aanbeveling.",
                    en="Yes, in part or no, one recommendation at a time.",
                ),
                opens=121,
                closes=210,
            ),
        ),
        news=(
            News(
                title=Text(
                    fr="2 000 lettres partent cette semaine",
                    nl="Deze week vertrekken 2.000 brieven",
                    en="2,000 letters leave this week",
                ),
                body=Text(
                    fr="Le Registre national a tiré 2 000 adresses. Vous avez reçu une lettre ? Répondez en ligne, "
                    "par la poste ou au guichet. Deux minutes suffisent.",
                    nl="Het Rijksregister lootte 2.000 adressen. Kreeg u een brief? Antwoord online, per post of "
                    "aan het loket. Twee minuten volstaan.",
                    en="The National Register drew 2,000 addresses. Did you receive a letter? Reply online, by post "
                    "or at the counter. Two minutes will do.",
                ),
                days_ago=5,
            ),
            News(
                title=Text(fr="Une question choisie avec vous", nl="Een vraag die u mee koos", en="A question chosen with you"),
                body=Text(
                    fr="Trois questions étaient sur la table. Au Parvis et en ligne, « partager la rue » est arrivée en tête.",
                    nl="Er lagen drie vragen op tafel. Op het Voorplein en online kwam “de straat delen” als eerste uit de bus.",
                    en="Three questions were on the table. At the Parvis and online, “sharing the street” came first.",
                ),
                days_ago=33,
            ),
        ),
        next=Text(
            fr="Le tirage au sort suit la phase d’idées. Le Conseil travaille ensuite quatre samedis, remet "
            "ses recommandations, et le collège répond à chacune.",
            nl="Na de ideeënfase komt de loting. Daarna werkt de raad vier zaterdagen, geeft zijn "
            "aanbevelingen af, en antwoordt het college op elk ervan.",
            en="The draw follows the ideas phase. The Council then works for four Saturdays and hands over "
            "its recommendations, and the college answers each one.",
        ),
        offline=Text(
            fr="Une boîte à idées se trouve au guichet de la maison communale et à la bibliothèque. Notre "
            "équipe est aussi au marché du Parvis, le jeudi après-midi.",
            nl="Er staat een ideeënbus aan het loket van het gemeentehuis en in de bib. U vindt ons team "
            "ook op de markt aan het Voorplein, op donderdagnamiddag.",
            en="There is an ideas box at the counter of the communal hall and in the library. Our team is "
            "also at the Parvis market on Thursday afternoons.",
        ),
    ),
    Project(
        "brussels-cool-places",
        organisation="brussels",
        title=Text(
            fr="Où trouver du frais en ville ?",
            nl="Waar vindt u koelte in de stad?",
            en="Where do you find a cool place in the city?",
        ),
        lead=Text(
            fr="Montrez les endroits frais et ceux où il fait trop chaud. La Région choisit avec vous où "
            "planter, ouvrir et ombrager.",
            nl="Toon waar het koel is en waar het te warm wordt. Het Gewest kiest samen met u waar er "
            "bomen, schaduw en open deuren komen.",
            en="Show where it is cool and where it gets too hot. The Region chooses with you where to plant, open up and shade.",
        ),
        story=Text(
            fr="Les vagues de chaleur deviennent plus longues. Elles touchent d’abord les personnes âgées, "
            "les bébés et celles et ceux qui vivent sous les toits. La Région prépare un réseau de lieux "
            "frais : personne ne devrait marcher plus de dix minutes pour en trouver un.\n\n"
            "## Ce qui est en débat\n\n"
            "Les lieux à ouvrir, les places à planter, les arrêts à ombrager, l’eau à rendre accessible. "
            "**Hors débat** : les chantiers de métro et les permis déjà délivrés.\n\n"
            "## Votre poids dans la décision\n\n"
            "Les équipes régionales étudient chaque idée. Celles qui servent le plus de personnes sans "
            "jardin passent en premier. Le gouvernement arrête la liste ; les idées refusées restent en "
            "ligne, avec la raison.",
            nl="Hittegolven duren langer en langer. Ouderen, baby’s en wie onder het dak woont, krijgen het "
            "eerst last. Het Gewest bouwt aan een netwerk van koele plekken: niemand zou er langer dan "
            "tien minuten naartoe moeten stappen.\n\n"
            "## Waarover u kunt meepraten\n\n"
            "Welke gebouwen opengaan, welke pleinen bomen krijgen, welke haltes schaduw, en waar er "
            "water komt. **Vast ligt**: de metrowerken en de vergunningen die al afgeleverd zijn.\n\n"
            "## Hoe zwaar uw stem weegt\n\n"
            "De gewestelijke teams onderzoeken elk idee. Wat de meeste mensen zonder tuin helpt, gaat "
            "voor. De regering legt de lijst vast; geweigerde ideeën blijven online staan, met de reden.",
            en="Heatwaves are getting longer. They hit older people, babies and those who live under the "
            "roof first. The Region is building a network of cool places: nobody should have to walk "
            "more than ten minutes to reach one.\n\n"
            "## What is up for debate\n\n"
            "Which buildings to open, which squares to plant, which stops to shade, and where to bring "
            "water. **Not up for debate**: metro works and permits already granted.\n\n"
            "## Your weight in the decision\n\n"
            "The Region’s teams study every idea. Those that help most people without a garden come "
            "first. The government settles the list; refused ideas stay online, with the reason.",
        ),
        cover="water",
        email="fraicheur@region.example.brussels",
        service="region-environment",
        topics=(
            Topic("trees", Text(fr="Arbres et ombre", nl="Bomen en schaduw", en="Trees and shade")),
            Topic("water", Text(fr="Eau", nl="Water", en="Water")),
            Topic("indoors", Text(fr="Lieux frais à l’intérieur", nl="Koele plekken binnen", en="Cool places indoors")),
            Topic("surfaces", Text(fr="Sols et toits", nl="Bodem en daken", en="Ground and roofs")),
        ),
        team=(
            Member("tom", LEADS),
            Member("wout", READS),
        ),
        phases=(
            Phase(
                "ideas",
                method="ideas",
                title=Text(fr="Idées", nl="Ideeën", en="Ideas"),
                description=Text(
                    fr="Indiquez un lieu et dites ce qui y manque, ou ce qui y marche bien.",
                    nl="Duid een plek aan en zeg wat er ontbreekt, of wat er al goed werkt.",
                    en="Mark a place and say what is missing there, or what already works well.",
                ),
                opens=-100,
                closes=40,
            ),
            Phase(
                "choice",
                method="information",
                title=Text(fr="Choix", nl="Keuze", en="Choice"),
                description=Text(
                    fr="La Région publie la liste des lieux retenus, et pourquoi.",
                    nl="Het Gewest publiceert de lijst van gekozen plekken, met de redenen.",
                    en="The Region publishes the list of chosen places, and why.",
                ),
                opens=70,
                closes=100,
            ),
            Phase(
                "works",
                method="information",
                title=Text(fr="Travaux", nl="Werken", en="Works"),
                description=Text(
                    fr="Les chantiers, lieu par lieu.", nl="De werven, plek per plek.", en="The works, place by place."
                ),
                opens=101,
                closes=500,
            ),
        ),
        news=(
            News(
                title=Text(
                    fr="Votre carte de la fraîcheur est en ligne",
                    nl="Uw kaart van koele plekken staat online",
                    en="Your map of cool places is online",
                ),
                body=Text(
                    fr="Elle vient d’une idée proposée ici. Vous connaissez un lieu qui manque ? Ajoutez-le comme idée.",
                    nl="Ze komt uit een idee dat hier werd voorgesteld. Ontbreekt er een plek? Voeg ze toe als idee.",
                    en="It comes from an idea proposed here. Do you know a place that is missing? Add it as an idea.",
                ),
                days_ago=12,
            ),
        ),
        next=Text(
            fr="Après la phase d’idées, nos équipes visitent les lieux les plus soutenus. La liste paraît "
            "ensuite, avec un calendrier de travaux.",
            nl="Na de ideeënfase bezoeken onze teams de plekken met de meeste steun. Daarna verschijnt de "
            "lijst, met een planning van de werken.",
            en="After the ideas phase our teams visit the places with most support. The list then appears, "
            "with a calendar of works.",
        ),
        offline=Text(
            fr="Appelez le numéro gratuit affiché dans les bibliothèques, ou remplissez la carte papier qui "
            "s’y trouve. Nous plaçons votre idée sur la carte.",
            nl="Bel het gratis nummer dat in de bibliotheken uithangt, of vul er de papieren kaart in. Wij "
            "zetten uw idee op de kaart.",
            en="Call the free number shown in libraries, or fill in the paper card you find there. We place "
            "your idea on the map.",
        ),
    ),
    Project(
        "jette-school-streets",
        organisation="jette",
        title=Text(
            fr="Rues scolaires : à pied à l’école",
            nl="Schoolstraten: te voet naar school",
            en="School streets: walking to school",
        ),
        lead=Text(
            fr="Des rues sans voitures au moment où les enfants arrivent et repartent. Le projet est "
            "terminé : voici ce qu’il a donné.",
            nl="Straten zonder auto’s wanneer de kinderen aankomen en vertrekken. Het project is afgelopen: "
            "dit is het resultaat.",
            en="Streets without cars when children arrive and leave. The project is finished: here is what it brought.",
        ),
        story=Text(
            fr="Pendant un an, parents, enfants, écoles et riverains ont dit comment rendre le chemin de "
            "l’école plus sûr. Quatre écoles ont participé.\n\n"
            "## Ce qui a changé\n\n"
            "- deux rues scolaires, fermées aux voitures une demi-heure le matin et l’après-midi ;\n"
            "- un rang à pied, conduit par des parents ;\n"
            "- des arceaux à vélos devant trois écoles.\n\n"
            "Une idée a été refusée et une autre acceptée en partie. Les raisons restent publiées. Les "
            "comptages montrent qu’un enfant sur six a changé de façon de venir à l’école.\n\n"
            "## Votre poids dans la décision\n\n"
            "Les riverains ont donné leur avis sur les heures de fermeture, et le collège l’a suivi. "
            "Merci à toutes les personnes qui ont pris part au projet.",
            nl="Een jaar lang zeiden ouders, kinderen, scholen en buren hoe de weg naar school veiliger "
            "kan. Vier scholen deden mee.\n\n"
            "## Wat er veranderde\n\n"
            "- twee schoolstraten, ’s morgens en ’s namiddags een halfuur zonder auto’s;\n"
            "- een stapbus, begeleid door ouders;\n"
            "- fietsbeugels voor drie scholen.\n\n"
            "Eén idee werd geweigerd en één deels aanvaard. De redenen blijven online staan. Uit de "
            "tellingen blijkt dat één kind op zes nu anders naar school komt.\n\n"
            "## Hoe zwaar uw stem woog\n\n"
            "De buurtbewoners gaven hun mening over de uren, en het college heeft die gevolgd. Bedankt "
            "aan iedereen die meedeed.",
            en="For a year, parents, children, schools and neighbours said how to make the way to school "
            "safer. Four schools took part.\n\n"
            "## What changed\n\n"
            "- two school streets, closed to cars for half an hour in the morning and the afternoon;\n"
            "- a walking bus, led by parents;\n"
            "- bicycle stands in front of three schools.\n\n"
            "One idea was refused and one accepted in part. The reasons stay published. Counts show that "
            "one child in six now comes to school in a different way.\n\n"
            "## Your weight in the decision\n\n"
            "Residents gave their view on the closing hours, and the college followed it. Thank you to "
            "everyone who took part.",
        ),
        cover="move",
        email="ecoles@jette.example.brussels",
        service="schools",
        topics=(
            Topic("streets", Text(fr="Rues scolaires", nl="Schoolstraten", en="School streets")),
            Topic("walking", Text(fr="Marcher ensemble", nl="Samen stappen", en="Walking together")),
            Topic("cycling", Text(fr="Vélo", nl="Fiets", en="Cycling")),
        ),
        team=(
            Member("sofie", LEADS),
            Member("wout", READS),
        ),
        phases=(
            Phase(
                "ideas",
                method="ideas",
                title=Text(fr="Idées", nl="Ideeën", en="Ideas"),
                description=Text(
                    fr="Les familles et les riverains ont proposé des solutions, école par école.",
                    nl="Gezinnen en buren stelden oplossingen voor, school per school.",
                    en="Families and neighbours proposed solutions, school by school.",
                ),
                opens=-520,
                closes=-430,
            ),
            Phase(
                "test",
                method="information",
                title=Text(fr="Essai", nl="Proef", en="Trial"),
                description=Text(
                    fr="Trois mois d’essai dans deux rues, avec des comptages.",
                    nl="Drie maanden proef in twee straten, met tellingen.",
                    en="A three-month trial in two streets, with counts.",
                ),
                opens=-400,
                closes=-300,
            ),
            Phase(
                "results",
                method="information",
                title=Text(fr="Résultats", nl="Resultaten", en="Results"),
                description=Text(
                    fr="Ce qui reste, ce qui s’arrête et pourquoi.",
                    nl="Wat blijft, wat stopt en waarom.",
                    en="What stays, what stops and why.",
                ),
                opens=-290,
                closes=-200,
            ),
        ),
        news=(
            News(
                title=Text(
                    fr="Les deux rues scolaires restent", nl="De twee schoolstraten blijven", en="Both school streets stay"
                ),
                body=Text(
                    fr="L’essai a convaincu sept riverains sur dix. Les barrières sont tenues par des bénévoles formés.",
                    nl="De proef overtuigde zeven buren op tien. Opgeleide vrijwilligers zorgen nu voor de hekken.",
                    en="The trial won over seven residents in ten. Trained volunteers now look after the barriers.",
                ),
                days_ago=250,
            ),
        ),
        next=Text(
            fr="Le projet est terminé. Le service Enseignement suit les deux rues et publie un comptage par an.",
            nl="Het project is afgelopen. De dienst Onderwijs volgt de twee straten op en publiceert elk jaar een telling.",
            en="The project is finished. The schools service follows both streets and publishes a count every year.",
        ),
        offline=Text(
            fr="Une question sur une rue scolaire ? Demandez à la direction de l’école ou au guichet de la maison communale.",
            nl="Een vraag over een schoolstraat? Vraag het aan de school of aan het loket van het gemeentehuis.",
            en="A question about a school street? Ask at the school or at the counter of the communal hall.",
        ),
        archived=True,
    ),
    Project(
        "saint-gilles-bethleem",
        organisation="saint-gilles",
        title=Text(fr="Place de Bethléem : que manque-t-il ?", nl="Bethlehemplein: wat ontbreekt er?"),
        lead=Text(
            fr="La place va recevoir de nouveaux bancs et un nouvel éclairage. Dites ce qu’il faut encore.",
            nl="Het plein krijgt nieuwe banken en nieuwe lampen. Zeg ons wat er nog ontbreekt.",
        ),
        story=Text(
            fr="La place de Bethléem est le salon du quartier. On y joue, on y mange, on s’y retrouve tard. "
            "La commune remplace les bancs et les lampes, et il reste un peu d’argent pour autre chose.\n\n"
            "## Ce qui est en débat\n\n"
            "Le petit mobilier, les jeux, les plantes et la place de chacun à l’heure du souper. La "
            "circulation autour de la place ne change pas dans ce projet.\n\n"
            "## Votre poids dans la décision\n\n"
            "Le collège répond à chaque idée. Si deux idées se valent, celle qui a le plus de soutiens "
            "passe d’abord.",
            nl="Het Bethlehemplein is de huiskamer van de wijk. Er wordt gespeeld, gegeten en tot laat "
            "gebabbeld. De gemeente vervangt de banken en de lampen, en er is nog wat geld over.\n\n"
            "## Waarover u kunt meepraten\n\n"
            "Klein meubilair, spel, planten en de plaats voor iedereen rond etenstijd. Het verkeer rond "
            "het plein verandert niet in dit project.\n\n"
            "## Hoe zwaar uw stem weegt\n\n"
            "Het college antwoordt op elk idee. Zijn twee ideeën even goed, dan gaat het idee met de "
            "meeste steun voor.",
        ),
        cover="people",
        email="bethleem@saint-gilles.example.brussels",
        service="sg-public-space",
        topics=(
            Topic("play", Text(fr="Jeux", nl="Spel")),
            Topic("furniture", Text(fr="Bancs, lampes et eau", nl="Banken, lampen en water")),
            Topic("green", Text(fr="Plantes", nl="Planten")),
        ),
        team=(
            Member("nadia", Text(fr="Pilote le projet et répond à vos idées", nl="Leidt het project en antwoordt op uw ideeën")),
            Member(
                "wout",
                Text(
                    fr="Lit les contributions et veille au respect de la charte",
                    nl="Leest de bijdragen en waakt over het charter",
                ),
            ),
        ),
        phases=(
            Phase(
                "ideas",
                method="ideas",
                title=Text(fr="Idées", nl="Ideeën"),
                description=Text(fr="Dites ce qui manque sur la place.", nl="Zeg wat er op het plein ontbreekt."),
                opens=-50,
                closes=12,
            ),
            Phase(
                "works",
                method="information",
                title=Text(fr="Travaux", nl="Werken"),
                description=Text(fr="La place reste ouverte pendant les travaux.", nl="Het plein blijft open tijdens de werken."),
                opens=90,
                closes=150,
            ),
        ),
        news=(
            News(
                title=Text(fr="Rendez-vous sur la place samedi", nl="Afspraak op het plein, zaterdag"),
                body=Text(
                    fr="Nous montrons trois modèles de bancs. Venez vous asseoir et comparer.",
                    nl="We tonen drie soorten banken. Kom erop zitten en vergelijk.",
                ),
                days_ago=3,
            ),
        ),
        next=Text(
            fr="Nous répondons à toutes les idées, puis les travaux commencent. La place ne ferme pas.",
            nl="We antwoorden op alle ideeën en daarna beginnen de werken. Het plein gaat niet dicht.",
        ),
        offline=Text(
            fr="Une table est sur la place chaque mercredi à partir de 14 heures. Vous pouvez aussi écrire "
            "votre idée à la maison de jeunes.",
            nl="Elke woensdag staat er vanaf 14 uur een tafel op het plein. U kunt uw idee ook opschrijven in het jeugdhuis.",
        ),
    ),
    Project(
        "jette-budget",
        organisation="jette",
        title=Text(fr="Budget participatif des quartiers", nl="Wijkbudget: u beslist mee", en="Neighbourhood budget"),
        lead=Text(
            fr="200 000 € pour des projets de quartier. Vous proposez, vous votez, la commune réalise.",
            nl="€ 200.000 voor projecten in de wijk. U stelt voor, u stemt, de gemeente voert uit.",
            en="€200,000 for neighbourhood projects. You propose, you vote, the commune carries them out.",
        ),
        story=Text(
            fr="Pour la première fois, les habitants de Jette répartissent une partie du budget communal. "
            "Chaque quartier peut gagner, même s’il compte peu d’habitants : la méthode de calcul y "
            "veille.\n\n"
            "## Ce qui est en débat\n\n"
            "Tout projet utile à plusieurs personnes, sur le domaine communal, pour 30 000 € au plus. "
            "Les frais de personnel n’entrent pas en compte.\n\n"
            "## Votre poids dans la décision\n\n"
            "Les projets qui gagnent le vote sont réalisés. Le service vérifie avant le vote qu’ils sont "
            "possibles, et publie ses raisons quand ils ne le sont pas.",
            nl="Voor het eerst verdelen de inwoners van Jette een deel van het gemeentebudget. Elke wijk "
            "kan winnen, ook een wijk met weinig inwoners: daar zorgt de rekenmethode voor.\n\n"
            "## Waarover u kunt meepraten\n\n"
            "Elk project dat meerdere mensen helpt, op gemeentegrond, voor hoogstens € 30.000. "
            "Personeelskosten tellen niet mee.\n\n"
            "## Hoe zwaar uw stem weegt\n\n"
            "De projecten die de stemming winnen, worden uitgevoerd. De dienst gaat voor de stemming na "
            "wat mogelijk is en publiceert zijn redenen als iets niet kan.",
            en="For the first time the residents of Jette share out part of the communal budget. Every "
            "neighbourhood can win, even one with few residents: the method of counting sees to that.\n\n"
            "## What is up for debate\n\n"
            "Any project that helps several people, on communal ground, for €30,000 at most. Staff costs "
            "do not count.\n\n"
            "## Your weight in the decision\n\n"
            "Projects that win the vote are carried out. The service checks before the vote that they "
            "are possible, and publishes its reasons when they are not.",
        ),
        cover="budget",
        email="budget@jette.example.brussels",
        service="social",
        topics=(
            Topic("street", Text(fr="Rue et place", nl="Straat en plein", en="Street and square")),
            Topic("green", Text(fr="Nature", nl="Natuur", en="Nature")),
            Topic("meeting", Text(fr="Rencontre et culture", nl="Ontmoeting en cultuur", en="Meeting and culture")),
        ),
        team=(
            Member("sofie", LEADS),
            Member("wout", READS),
        ),
        phases=(
            Phase(
                "ideas",
                method="ideas",
                title=Text(fr="Propositions", nl="Voorstellen", en="Proposals"),
                description=Text(
                    fr="Décrivez votre projet et son lieu. Nous vous aidons à estimer le coût.",
                    nl="Beschrijf uw project en de plek. We helpen u de kost te schatten.",
                    en="Describe your project and its place. We help you estimate the cost.",
                ),
                opens=30,
                closes=75,
            ),
            Phase(
                "vote",
                method="ballot",
                title=Text(fr="Vote", nl="Stemming", en="Vote"),
                description=Text(
                    fr="Vous répartissez le budget entre les projets possibles.",
                    nl="U verdeelt het budget over de projecten die kunnen.",
                    en="You share the budget between the projects that are possible.",
                ),
                opens=110,
                closes=140,
            ),
            Phase(
                "works",
                method="information",
                title=Text(fr="Réalisation", nl="Uitvoering", en="Works"),
                description=Text(
                    fr="Chaque projet gagnant, avec son calendrier.",
                    nl="Elk winnend project, met zijn planning.",
                    en="Each winning project, with its calendar.",
                ),
                opens=160,
                closes=520,
            ),
        ),
        news=(
            News(
                title=Text(fr="Le règlement est publié", nl="Het reglement is gepubliceerd", en="The rules are published"),
                body=Text(
                    fr="Deux pages, dans les trois langues. Dès 12 ans, vous pouvez proposer et voter.",
                    nl="Twee bladzijden, in drie talen. Vanaf 12 jaar mag u voorstellen en stemmen.",
                    en="Two pages, in three languages. From the age of 12 you can propose and vote.",
                ),
                days_ago=9,
            ),
        ),
        next=Text(
            fr="La phase de propositions ouvre bientôt. Suivez le projet : vous recevrez un message le jour même.",
            nl="Binnenkort kunt u voorstellen indienen. Volg het project: u krijgt dezelfde dag nog bericht.",
            en="Proposals open soon. Follow the project and you will get a message on the day.",
        ),
        offline=Text(
            fr="Des formulaires papier seront dans les maisons de quartier et à la bibliothèque. Vous "
            "pourrez aussi voter au guichet.",
            nl="In de buurthuizen en de bib liggen papieren formulieren klaar. U kunt ook aan het loket stemmen.",
            en="Paper forms will be in neighbourhood centres and the library. You will also be able to vote at the counter.",
        ),
    ),
)
