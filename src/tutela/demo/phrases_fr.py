"""Formulations françaises des comptes rendus simulés. Aucune phrase ne dit qui a informé la mission (par. 32)."""

from __future__ import annotations

from tutela.demo.acts import Group, HarmKind, Modus

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NUMBERS = ("aucune", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")

FIGHTERS: dict[str | None, tuple[str, ...]] = {
    "lantern-column": (
        "des combattants de la Colonne de la Lanterne",
        "environ {n} hommes de la Colonne de la Lanterne",
        "des hommes armés se réclamant de la Lanterne",
    ),
    "reed-bank-front": (
        "des combattants du Front de la Roselière",
        "quelque {n} combattants du Front de la Roselière",
        "des hommes armés du Front de la Roselière",
    ),
    "millstone-watch": (
        "des membres de la Garde de la Meule",
        "environ {n} hommes de la Garde de la Meule",
        "des gardes villageois de la Meule",
    ),
    "ninth-frontier-brigade": (
        "des militaires de la 9e brigade des confins",
        "des soldats de la 9e brigade des confins",
        "environ {n} soldats de la 9e brigade des confins",
    ),
    "upland-camp-youth": ("des jeunes armés venus des camps de bétail", "environ {n} jeunes des camps de bétail"),
    "river-farm-youth": ("des jeunes armés des fermes de la rivière", "environ {n} jeunes des villages agricoles"),
    None: (
        "des hommes armés non identifiés",
        "environ {n} hommes armés d'appartenance inconnue",
        "des hommes armés sans insigne",
    ),
}

TARGETS: dict[Group, str] = {
    Group.FARMERS: "des fermes",
    Group.HERDERS: "des campements d'éleveurs",
    Group.FISHERS: "des campements de pêcheurs",
    Group.TRADERS: "des étals du marché",
    Group.TRAVELLERS: "des boutiques de bord de route",
    Group.WOMEN: "des maisons",
    Group.CHILDREN: "des maisons proches de l'école",
    Group.YOUNG_MEN: "des maisons",
    Group.DISPLACED: "des abris de familles déplacées",
    Group.LEADERS: "des maisons de notables",
    Group.AID_WORKERS: "des entrepôts d'aide",
}

VICTIMS: dict[Group, str] = {
    Group.FARMERS: "des cultivateurs",
    Group.HERDERS: "des éleveurs",
    Group.FISHERS: "des pêcheurs",
    Group.TRADERS: "des commerçants",
    Group.TRAVELLERS: "des voyageurs",
    Group.WOMEN: "des femmes parties chercher de l'eau",
    Group.CHILDREN: "des enfants sur le chemin de l'école",
    Group.YOUNG_MEN: "des jeunes gens",
    Group.DISPLACED: "des personnes déplacées",
    Group.LEADERS: "des membres du conseil villageois",
    Group.AID_WORKERS: "des travailleurs humanitaires",
}

LOOT: tuple[str, ...] = (
    "du mil", "des chèvres", "des vélos", "de l'argent", "des téléphones", "des marmites", "des panneaux solaires",
    "du carburant", "des semences", "des machines à coudre", "deux motos", "des sacs de maïs", "des couvertures",
    "de la volaille", "du sel", "des ânes",
)  # fmt: skip
LAKE_LOOT: tuple[str, ...] = (
    "du poisson séché", "des filets", "des moteurs hors-bord", "du sel", "de l'argent", "du carburant", "deux pirogues",
)  # fmt: skip
ROAD_LOOT: tuple[str, ...] = (
    "de l'argent", "des téléphones", "des pagnes", "du carburant", "des sacs de maïs", "du savon", "une moto",
    "du sucre", "des vélos", "des chèvres",
)  # fmt: skip

SITUATIONS: dict[Modus, tuple[str, ...]] = {
    Modus.RAID: (
        "{When}, {who} sont passés de maison en maison {at} et ont emporté {loot}.",
        "{When}, {who} ont pillé {target} {at} et sont repartis avec {loot}.",
        "{Who} ont dévalisé {target} {at} {when}, emportant {loot}.",
        "{When}, {who} ont tiré en l'air {at} avant de vider les maisons et de prendre {loot}.",
        "{When}, {who} ont contraint {victims} {at} à remettre {loot}.",
    ),
    Modus.CATTLE_RAID: (
        "{When}, {who} ont emmené environ {cattle} têtes de bétail {at}.",
        "{Who} ont attaqué un camp de bétail {at} {when} et pris quelque {cattle} bêtes.",
        "{When}, {who} ont ouvert le feu sur des éleveurs {at} et sont repartis avec {cattle} vaches environ.",
        "Un différend sur les pâturages a dégénéré {at} {when}, et {who} ont saisi environ {cattle} bêtes.",
    ),
    Modus.ATTACK: (
        "{When}, {who} ont attaqué {target} {at} de deux côtés et tiré sur les gens qui fuyaient.",
        "{Who} ont ouvert le feu sur {victims} {at} {when}.",
        "{When}, {who} ont encerclé {target} {at} et ouvert le feu.",
        "{When}, {who} sont entrés dans un quartier {at}, ont fait sortir les habitants et tiré sur eux.",
        "{When}, {who} ont incendié des cases et des greniers {at} en tirant sur les habitants.",
    ),
    Modus.TOLL: (
        "{When}, {who} ont dressé une barrière {on} et fait payer le passage.",
        "{Who} ont arrêté des véhicules {on} {when} et pris aux passagers {loot}.",
        "{When}, {who} ont exigé un péage illégal {on}. Ceux qui ne pouvaient payer ont dû laisser {loot}.",
        "{When}, {who} ont dépouillé des marchands {on} et pris {loot}.",
    ),
    Modus.AMBUSH: (
        "{When}, {who} ont tiré sur {vehicle} {on}.",
        "{Who} ont tendu une embuscade à {vehicle} {on} {when}.",
        "{When}, {who} ont arrêté {vehicle} {on} avec un tronc d'arbre, ouvert le feu, puis pris {loot}.",
        "{When}, {vehicle} a essuyé des tirs {on}. L'attaque est attribuée à {who}.",
    ),
    Modus.ABDUCTION: (
        "{When}, {who} ont emmené de force {victims} {at} pour porter des charges.",
        "{Who} ont enlevé {victims} {at} {when} et sont partis {heading}.",
        "{When}, {who} ont saisi {victims} {at}, puis se sont éloignés {heading}.",
    ),
    Modus.KIDNAP: (
        "{When}, {who} ont enlevé {victims} {at}, puis demandé une rançon.",
        "{Who} ont kidnappé {victims} {at} {when}. Une somme d'argent est exigée.",
    ),
    Modus.RECRUITMENT: (
        "{When}, {who} ont emmené des enfants {at} pour en faire des porteurs et des guetteurs.",
        "{Who} sont venus à l'école {at} {when} et sont repartis avec des élèves.",
        "{When}, {who} ont exigé un enfant par famille {at}.",
        "{When}, {who} ont emmené des enfants qui gardaient des chèvres {at}.",
    ),
    Modus.ASSAULT: (
        "{When}, {who} ont commis des violences sexuelles {at}.",
        "Des violences sexuelles imputées à {who} sont signalées {at} {when}.",
    ),
    Modus.DETENTION: (
        "{When}, {who} ont fouillé des maisons {at} et emmené des habitants sans mandat.",
        "{Who} ont arrêté des habitants à un barrage {at} {when} et les retiennent sans inculpation.",
        "{When}, {who} ont raflé des jeunes gens {at}, accusés d'aider un groupe armé.",
        "{When}, {who} ont conduit à la caserne des habitants arrêtés {at}. Aucun juge ne les a vus.",
    ),
    Modus.TORTURE: (
        "{When}, {who} ont battu des personnes pendant un interrogatoire {at}.",
        "{When}, {who} ont ligoté et frappé des personnes à un barrage {at}.",
        "Des personnes retenues {at} par {who} depuis le {date} portent des traces de coups.",
    ),
    Modus.DISAPPEARANCE: (
        "{When}, {who} ont emmené des habitants {at}. Aucun lieu de détention ne reconnaît les avoir reçus.",
        "On est sans nouvelles des habitants que {who} ont fait monter dans un véhicule {at} {when}.",
    ),
    Modus.EXPULSION: (
        "{When}, {who} ont donné une heure aux habitants pour partir {at}, puis brûlé des maisons.",
        "{Who} ont chassé des familles de chez elles {at} {when}.",
        "{When}, {who} ont mis le feu aux greniers {at} et ordonné à tous de partir avant la nuit.",
        "{When}, {who} ont tiré au-dessus des toits {at} jusqu'à ce que l'endroit soit vide.",
        "{When}, {who} ont occupé les lieux {at} et hissé leur drapeau. Les habitants sont partis à pied.",
    ),
    Modus.BLOCKADE: (
        "{When}, {who} ont fait rebrousser chemin à des camions de vivres attendus {at}.",
        "{When}, {who} ont fermé les puits {at}.",
        "{When}, {who} ont interdit de pêcher et de cultiver {at}.",
        "{When}, {who} ont fermé le marché {at} et saisi les vivres apportés à vélo.",
    ),
    Modus.EXPLOSION: (
        "{When}, un engin explosif a sauté au passage d'un véhicule {on}.",
        "{When}, un véhicule a heurté une mine {on}.",
        "{When}, un engin laissé au bord du chemin a explosé {on} au passage de piétons.",
        "Un obus non éclaté a explosé {on} {when} au moment où on le ramassait.",
    ),
    Modus.CLASH: (
        "{When}, {who} et {whom} ont échangé des tirs {at} pendant environ {minutes} minutes.",
        "Des combats ont éclaté {at} {when} entre {who} et {whom}.",
        "{When}, {who} ont attaqué une position tenue par {whom} {at}. Des tirs sont tombés parmi les maisons.",
        "{When}, {whom} ont tiré au mortier sur {who} {at}, et plusieurs obus sont tombés près des habitations.",
    ),
}

ATTEMPTS: tuple[str, ...] = (
    "{When}, {who} ont tenté une attaque {at}, mais se sont retirés quand l'alerte a été donnée.",
    "La tentative d'attaque menée par {who} {at} {when} a échoué.",
)

TITLES: dict[Modus, str] = {
    Modus.RAID: "Pillage {at}",
    Modus.CATTLE_RAID: "Vol de bétail {at}",
    Modus.ATTACK: "Attaque {at}",
    Modus.TOLL: "Péage illégal {on}",
    Modus.AMBUSH: "Embuscade {on}",
    Modus.ABDUCTION: "Enlèvement {at}",
    Modus.KIDNAP: "Enlèvement contre rançon {at}",
    Modus.RECRUITMENT: "Enfants emmenés par un groupe armé {at}",
    Modus.ASSAULT: "Violences sexuelles {at}",
    Modus.DETENTION: "Détention arbitraire {at}",
    Modus.TORTURE: "Mauvais traitements en détention {at}",
    Modus.DISAPPEARANCE: "Personnes disparues après leur arrestation {at}",
    Modus.EXPULSION: "Habitants chassés {at}",
    Modus.BLOCKADE: "Vivres et eau coupés {at}",
    Modus.EXPLOSION: "Explosion {on}",
    Modus.CLASH: "Combats {at}",
}

DETAILS: dict[Modus, tuple[str, ...]] = {
    Modus.RAID: (
        "Ils sont restés moins d'une heure et sont partis {heading}.",
        "Le dispensaire a été vidé lui aussi.",
        "Ce qu'ils ne pouvaient emporter a été brûlé.",
        "Ceux qui s'étaient cachés dans les champs sont revenus après le lever du soleil.",
    ),
    Modus.CATTLE_RAID: (
        "Les traces mènent {heading}.",
        "Une partie du troupeau a été retrouvée le lendemain.",
        "Les deux camps ont appelé leurs proches en renfort.",
    ),
    Modus.ATTACK: (
        "Plusieurs maisons et un grenier ont brûlé.",
        "Les assaillants se sont retirés {heading} avant le jour.",
        "Les blessés ont été transportés à vélo au dispensaire le plus proche.",
        "Le dispensaire le plus proche n'a plus de pansements.",
        "Des menaces avaient été proférées au même endroit les jours précédents.",
    ),
    Modus.TOLL: (
        "La somme exigée a doublé depuis le mois dernier.",
        "La barrière avait disparu au passage d'une patrouille le soir.",
        "Les camions s'attendent désormais pour rouler en convoi.",
    ),
    Modus.AMBUSH: (
        "Le véhicule a été laissé en flammes.",
        "Les assaillants étaient partis {heading} à l'arrivée des secours.",
        "La route est restée fermée jusqu'au lendemain matin.",
    ),
    Modus.ABDUCTION: (
        "Deux personnes sont revenues après une nuit de marche.",
        "Les plus âgés ont été relâchés à la première halte.",
        "La piste se perd au gué.",
    ),
    Modus.KIDNAP: (
        "Les familles ont reçu l'ordre de se taire.",
        "Les faits se sont produits en plein jour, à quelques centaines de mètres des maisons.",
    ),
    Modus.RECRUITMENT: (
        "Des parents gardent désormais leurs enfants à la maison.",
        "L'école n'a pas rouvert depuis.",
        "Des chaussures et des uniformes avaient été promis.",
    ),
    Modus.ASSAULT: ("Des soins ont été proposés.", "Les détails sont réservés aux personnes habilitées."),
    Modus.DETENTION: (
        "Les familles venues apporter à manger ont été refoulées.",
        "Le commandant sur place n'a donné aucune raison.",
        "Certains ont été relâchés après avoir payé.",
    ),
    Modus.TORTURE: (
        "Elles n'ont pu voir un infirmier que quatre jours plus tard.",
        "Une demande d'accès au lieu de détention a été faite.",
    ),
    Modus.DISAPPEARANCE: ("Le véhicule n'avait pas de plaque.", "Une liste de noms a été remise aux autorités."),
    Modus.EXPULSION: (
        "La plupart sont partis à pied, avec ce qu'ils pouvaient porter.",
        "Les personnes âgées et celles qui ne pouvaient marcher sont restées.",
        "Beaucoup ont passé la nuit au bord de la route, sans abri.",
        "Les champs étaient prêts pour la récolte et ont dû être abandonnés.",
    ),
    Modus.BLOCKADE: (
        "Le prix du mil a triplé.",
        "Les enfants et les mères qui allaitent en souffrent les premiers.",
        "On va chercher l'eau de nuit.",
    ),
    Modus.EXPLOSION: (
        "L'endroit a été signalé par des branches.",
        "On croyait ce tronçon sûr.",
        "Un déminage a été demandé.",
    ),
    Modus.CLASH: (
        "Les habitants sont restés couchés à terre chez eux jusqu'à la fin.",
        "Les deux camps tiennent toujours des positions à proximité.",
        "Chaque camp accuse l'autre d'avoir tiré le premier.",
    ),
}

CLOSINGS: tuple[str, ...] = (
    "Aucune autorité n'est venue sur place pour l'instant.",
    "Une patrouille est prévue.",
    "Le marché suivant n'a pas eu lieu.",
    "Des familles dorment désormais dans les champs.",
    "Les femmes ne vont plus seules aux champs éloignés.",
    "La population craint une nouvelle attaque.",
    "Il n'y a pas de réseau téléphonique, et les précisions arrivent lentement.",
    "Le calme est revenu pour le moment.",
    "Des rumeurs de vengeance circulent.",
)
DRY_CLOSINGS = (
    "Le gué se passe à pied en cette saison.",
    "L'eau est rare et les troupeaux se pressent aux quelques puits.",
)
WET_CLOSINGS = ("La piste est coupée par les pluies.", "Les hautes eaux rendent l'endroit difficile d'accès.")
QUIET_CLOSINGS = (
    "Aucune autorité n'a été avertie pour l'instant.",
    "On ignore si d'autres personnes sont concernées.",
    "Le suivi est en cours.",
    "D'autres cas dans la même zone ne sont pas exclus.",
)
"""Pour ce qui se passe en détention ou à huis clos."""
VAGUE_PLACE = "Le lieu exact n'est pas encore connu."
VAGUE_TIME = "Le jour exact n'est pas connu."
VAGUE_ACTOR = ("Les responsables ne sont pas identifiés.", "Rien sur place ne désigne un groupe connu.")

VEHICLES = (
    "un autocar",
    "un camion de marchandises",
    "une camionnette",
    "une moto-taxi",
    "un minibus",
    "une ambulance",
)
HEADINGS = ("vers les collines", "vers le nord", "vers l'est", "dans la brousse", "vers la crête")
MARSH_HEADINGS = ("dans les roseaux", "vers la rivière", "en pirogue", "le long de la rive")

HARM_VERBS: dict[HarmKind, tuple[tuple[str, str, str, str], ...]] = {
    HarmKind.KILLED: (
        ("a été tuée", "ont été tuées", "a été tué", "ont été tués"),
        ("a perdu la vie", "ont perdu la vie", "a perdu la vie", "ont perdu la vie"),
    ),
    HarmKind.INJURED: (("a été blessée", "ont été blessées", "a été blessé", "ont été blessés"),),
    HarmKind.ABDUCTED: (
        ("a été emmenée", "ont été emmenées", "a été emmené", "ont été emmenés"),
        ("a été enlevée", "ont été enlevées", "a été enlevé", "ont été enlevés"),
    ),
    HarmKind.DETAINED: (
        (
            "a été privée de liberté",
            "ont été privées de liberté",
            "a été privé de liberté",
            "ont été privés de liberté",
        ),
    ),
}
"""Féminin singulier et pluriel (« personne »), puis masculin singulier et pluriel."""
MISSING = ("est portée disparue", "sont portées disparues", "est porté disparu", "sont portés disparus")
