"""English wording of simulated reports. No sentence says who told the mission (para 32)."""

from __future__ import annotations

from tutela.demo.acts import Group, HarmKind, Modus

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

FIGHTERS: dict[str | None, tuple[str, ...]] = {
    "lantern-column": (
        "fighters of the Lantern Column",
        "about {n} men of the Lantern Column",
        "armed men who called themselves Lanterns",
        "a Lantern Column party of some {n}",
    ),
    "reed-bank-front": (
        "fighters of the Reed Bank Front",
        "some {n} Reed Bank Front fighters",
        "armed men of the Reed Bank Front",
    ),
    "millstone-watch": (
        "men of the Millstone Watch",
        "some {n} members of the Millstone Watch",
        "village guards of the Millstone Watch",
    ),
    "ninth-frontier-brigade": (
        "soldiers of the 9th Frontier Brigade",
        "a patrol of the 9th Frontier Brigade",
        "about {n} soldiers of the 9th Frontier Brigade",
    ),
    "upland-camp-youth": ("armed young men from the cattle camps", "some {n} youths from the upland cattle camps"),
    "river-farm-youth": ("armed young men from the river farms", "some {n} youths of the farming villages"),
    None: ("unidentified armed men", "about {n} armed men whose allegiance is not known", "armed men without insignia"),
}

TARGETS: dict[Group, str] = {
    Group.FARMERS: "farmsteads",
    Group.HERDERS: "herders' camps",
    Group.FISHERS: "fishing camps",
    Group.TRADERS: "market stalls",
    Group.TRAVELLERS: "roadside shops",
    Group.WOMEN: "houses",
    Group.CHILDREN: "houses near the school",
    Group.YOUNG_MEN: "houses",
    Group.DISPLACED: "the shelters of displaced families",
    Group.LEADERS: "the houses of elders",
    Group.AID_WORKERS: "an aid store",
}

VICTIMS: dict[Group, str] = {
    Group.FARMERS: "farmers",
    Group.HERDERS: "herders",
    Group.FISHERS: "fishers",
    Group.TRADERS: "traders",
    Group.TRAVELLERS: "travellers",
    Group.WOMEN: "women on their way to the water",
    Group.CHILDREN: "children on their way to school",
    Group.YOUNG_MEN: "young men",
    Group.DISPLACED: "displaced people",
    Group.LEADERS: "members of the village council",
    Group.AID_WORKERS: "aid workers",
}

LOOT: tuple[str, ...] = (
    "millet", "goats", "bicycles", "cash", "telephones", "cooking pots", "solar panels", "fuel", "seed stocks",
    "sewing machines", "two motorcycles", "sacks of maize", "blankets", "poultry", "salt", "a grain mill", "donkeys",
)  # fmt: skip
LAKE_LOOT: tuple[str, ...] = (
    "dried fish",
    "nets",
    "outboard motors",
    "salt",
    "cash",
    "fuel",
    "telephones",
    "two canoes",
)
ROAD_LOOT: tuple[str, ...] = (
    "cash", "telephones", "cloth", "fuel", "sacks of maize", "dried fish", "soap", "a motorcycle", "spare parts",
    "sugar", "bicycles", "goats",
)  # fmt: skip

SITUATIONS: dict[Modus, tuple[str, ...]] = {
    Modus.RAID: (
        "{When}, {who} went from house to house {at} and carried off {loot}.",
        "{When}, {who} raided {target} {at} and left with {loot}.",
        "{Who} looted {target} {at} {when}, taking {loot}.",
        "{When}, shots were fired in the air {at} before {who} emptied {target} of {loot}.",
        "{When}, {who} forced {victims} {at} to hand over {loot}.",
        "{Target} {at} were looted {when} by {who}, who made off with {loot}.",
    ),
    Modus.CATTLE_RAID: (
        "{When}, {who} drove off about {cattle} head of cattle {at}.",
        "{Who} attacked a cattle camp {at} {when} and took some {cattle} animals.",
        "{When}, {who} opened fire on herders {at} and left with about {cattle} cattle.",
        "Around {cattle} head of cattle were taken {at} {when} by {who}.",
        "A dispute over grazing {at} turned violent {when}, when {who} seized some {cattle} cattle.",
    ),
    Modus.ATTACK: (
        "{When}, {who} attacked {target} {at} from two sides and fired at people as they ran.",
        "{Who} opened fire on {victims} {at} {when}.",
        "{When}, {who} encircled {target} {at} and fired into them.",
        "{When}, {who} entered a neighbourhood {at}, called people out of their houses and shot at them.",
        "An attack by {who} {when} set houses and granaries on fire {at}.",
        "{When}, {who} struck {target} {at}; the shooting lasted for {minutes} minutes.",
    ),
    Modus.TOLL: (
        "{When}, {who} put up a barrier {on} and made {victims} pay to pass.",
        "{Who} stopped vehicles {on} {when} and took {loot} from {victims}.",
        "{When}, a rope barrier held by {who} {on} held up traffic for most of the day.",
        "{When}, {who} demanded an unlawful toll {on}; those who could not pay lost {loot}.",
        "{Victims} were robbed of {loot} {on} {when} by {who}.",
    ),
    Modus.AMBUSH: (
        "{When}, {who} fired on {vehicle} {on}.",
        "{Vehicle} was ambushed {on} {when} by {who}.",
        "{When}, {who} lay in wait {on} and shot at {vehicle}, then took {loot}.",
        "{Who} stopped {vehicle} {on} with a felled tree {when} and opened fire when the driver turned round.",
        "{When}, {vehicle} came under fire {on}. The shots came from {who}.",
    ),
    Modus.ABDUCTION: (
        "{When}, {who} took {victims} {at} by force to carry loads.",
        "{Who} abducted {victims} {at} {when} and led them {heading}.",
        "{When}, {who} seized {victims} {at} and moved off {heading} with them.",
        "{When}, {victims} {at} were rounded up by {who} and marched {heading}.",
    ),
    Modus.KIDNAP: (
        "{When}, {who} seized {victims} {at} and later asked for a ransom.",
        "{Who} kidnapped {victims} {at} {when}; a sum of money has been demanded.",
        "{When}, {victims} were held up {at} by {who} and taken away for ransom.",
    ),
    Modus.RECRUITMENT: (
        "{When}, {who} took children {at} to train them as porters and lookouts.",
        "{Who} came to the school {at} {when} and left with pupils.",
        "{When}, families {at} were told by {who} to give up a child each.",
        "{When}, children tending goats {at} were led away by {who}.",
        "Children who left with {who} {at} {when} have been seen in the group's camp.",
    ),
    Modus.ASSAULT: (
        "An act of sexual violence by {who} is recorded {at} {when}.",
        "{When}, {who} committed sexual violence {at}.",
        "Sexual violence by {who} took place {at} {when}.",
    ),
    Modus.DETENTION: (
        "{When}, {who} searched houses {at} and took people away without a warrant.",
        "{Who} arrested people at a checkpoint {at} {when} and hold them without charge.",
        "{When}, {who} rounded up young men {at}, accusing them of helping an armed group.",
        "People were detained {at} {when} by {who} and moved to a barracks; no judge has seen them.",
        "{When}, {who} detained people {at} over the distribution of leaflets and released none of them that day.",
    ),
    Modus.TORTURE: (
        "People held by {who} {at} since {date} show marks of beating.",
        "{When}, {who} beat people during questioning {at}.",
        "Ill-treatment in the custody of {who} is recorded {at} {when}.",
        "{When}, {who} tied up and beat people at a checkpoint {at}.",
    ),
    Modus.DISAPPEARANCE: (
        "People taken from their homes {at} {when} by {who} have not been seen since.",
        "{When}, {who} led people away {at}; every place of custody denies holding them.",
        "Nothing has been heard of the people whom {who} took into a vehicle {at} {when}.",
    ),
    Modus.EXPULSION: (
        "{When}, {who} ordered the people {at} to leave within the hour and burned houses behind them.",
        "{Who} drove families out of their homes {at} {when}.",
        "{When}, {who} set fire to granaries {at} and told everybody to be gone by nightfall.",
        "{When}, {who} fired over the roofs {at} until the place was empty.",
        "Whole quarters {at} were emptied {when} after {who} went round with loudspeakers.",
        "{When}, {who} moved in {at} and put up their flag; the people left on foot.",
    ),
    Modus.BLOCKADE: (
        "{When}, {who} turned back lorries with food bound for the people {at}.",
        "Wells {at} have been closed by {who} {when}.",
        "{When}, {who} forbade anyone to fish or farm {at}.",
        "{When}, {who} closed the market {at} and seized food that came in on bicycles.",
    ),
    Modus.EXPLOSION: (
        "{When}, an explosive device went off under {vehicle} {on}.",
        "{Vehicle} struck a mine {on} {when}.",
        "{When}, a device left at the roadside exploded {on} as people passed on foot.",
        "An unexploded shell went off {on} {when} when it was picked up.",
        "{When}, a second device was found {on} after a first had exploded beneath {vehicle}.",
    ),
    Modus.CLASH: (
        "{When}, {who} and {whom} exchanged fire {at} for about {minutes} minutes.",
        "Fighting broke out {at} {when} between {who} and {whom}.",
        "{When}, {who} attacked a position of {whom} {at}; shots fell among houses.",
        "{Whom} used mortars against {who} {at} {when}, and several rounds landed near homes.",
        "{When}, {whom} ran into {who} {at}.",
    ),
}

ATTEMPTS: tuple[str, ...] = (
    "{When}, {who} approached {target} {at} but withdrew when the alarm was given.",
    "{When}, an attack by {who} on {target} {at} failed.",
    "{Who} tried to enter {target} {at} {when} and were kept out.",
)

TITLES: dict[Modus, str] = {
    Modus.RAID: "Raid on {target} {at}",
    Modus.CATTLE_RAID: "Cattle raid {at}",
    Modus.ATTACK: "Attack on {target} {at}",
    Modus.TOLL: "Unlawful toll {on}",
    Modus.AMBUSH: "Ambush {on}",
    Modus.ABDUCTION: "Abduction {at}",
    Modus.KIDNAP: "Kidnapping for ransom {at}",
    Modus.RECRUITMENT: "Children taken by an armed group {at}",
    Modus.ASSAULT: "Sexual violence {at}",
    Modus.DETENTION: "Arbitrary detention {at}",
    Modus.TORTURE: "Ill-treatment in custody {at}",
    Modus.DISAPPEARANCE: "People missing after arrest {at}",
    Modus.EXPULSION: "People driven out {at}",
    Modus.BLOCKADE: "Food and water cut off {at}",
    Modus.EXPLOSION: "Explosion {on}",
    Modus.CLASH: "Fighting {at}",
}

DETAILS: dict[Modus, tuple[str, ...]] = {
    Modus.RAID: (
        "They stayed for less than an hour and left {heading}.",
        "The dispensary was emptied as well.",
        "What they could not carry they burned.",
        "Doors marked with charcoal the week before were the first to be opened.",
        "People who had hidden in the fields came back after sunrise.",
        "Pack animals were used to carry the goods {heading}.",
    ),
    Modus.CATTLE_RAID: (
        "The tracks lead {heading}.",
        "Part of the herd was found the next day.",
        "The animals had been brought to the water two days earlier.",
        "Both sides have called on relatives to join them.",
        "A meeting about grazing had been planned for that week.",
    ),
    Modus.ATTACK: (
        "Several houses and a granary burned down.",
        "They withdrew {heading} before daylight.",
        "The attackers called out the names of families as they came.",
        "The roads out of the place were watched, which kept people from fleeing.",
        "The wounded were carried on bicycles to the nearest dispensary.",
        "The nearest dispensary has run out of dressings.",
        "Threats had been shouted at the same place in the days before.",
    ),
    Modus.TOLL: (
        "The amount asked has doubled since last month.",
        "Women with loads on their heads were searched as well.",
        "The barrier was gone when a patrol drove past in the evening.",
        "Lorries now wait for each other and travel in convoy.",
        "Those coming back from market were stopped a second time.",
    ),
    Modus.AMBUSH: (
        "The vehicle was left burning.",
        "It is a bend where vehicles must slow down.",
        "The attackers had gone {heading} when help came.",
        "The road was closed to traffic until the next morning.",
        "Part of the load was carried off on foot.",
    ),
    Modus.ABDUCTION: (
        "Two came back after a night on foot.",
        "They were tied together in pairs.",
        "Older people among them were let go at the first halt.",
        "Goats and food were taken along.",
        "The trail was lost at the ford.",
    ),
    Modus.KIDNAP: (
        "The families have been told to keep silent.",
        "A telephone belonging to one of those taken is still switched on.",
        "It happened in full daylight, a few hundred metres from houses.",
        "The amount asked is beyond what the families own.",
    ),
    Modus.RECRUITMENT: (
        "Parents have begun to keep children at home.",
        "The school has not opened since.",
        "Shoes and uniforms were promised.",
        "Some families have sent their children to relatives on the coast.",
    ),
    Modus.ASSAULT: (
        "Care has been offered.",
        "Further details are held by those who are entitled to them.",
        "Referral to health care is under way.",
    ),
    Modus.DETENTION: (
        "Families who brought food were turned away.",
        "They were told to expect a transfer to the capital.",
        "The commander on the spot gave no reason.",
        "Shops belonging to those held have been sealed.",
        "Some were let go after paying.",
    ),
    Modus.TORTURE: (
        "They were allowed to see a nurse four days later.",
        "A request for access to the place of custody has been made.",
        "They are in poor health but out of danger.",
    ),
    Modus.DISAPPEARANCE: (
        "The families have gone from barracks to barracks.",
        "The vehicle had no number plates.",
        "A list of names has been handed to the authorities.",
    ),
    Modus.EXPULSION: (
        "Most went on foot, with what they could carry.",
        "Old people and those who could not walk stayed behind.",
        "Many spent the night by the road without shelter.",
        "Fields were ready for harvest and had to be left.",
        "Families were separated at the crossing.",
        "Those arriving in {refuge} sleep in the school and the market hall.",
    ),
    Modus.BLOCKADE: (
        "The price of millet has tripled.",
        "Children and nursing mothers suffer first.",
        "People go at night to fetch water.",
        "What is left in the granaries will last for two weeks.",
    ),
    Modus.EXPLOSION: (
        "The spot has been marked with branches.",
        "The same stretch was thought to be safe.",
        "Traffic now leaves the road and drives through the fields.",
        "Clearance has been asked for.",
    ),
    Modus.CLASH: (
        "People lay on the floor of their houses until it was over.",
        "Both sides still hold positions nearby.",
        "A school roof was hit while it was empty.",
        "Spent shells lie between the houses.",
        "Each side blames the other for firing first.",
    ),
}

CLOSINGS: tuple[str, ...] = (
    "No authority has come to the place so far.",
    "A patrol is planned.",
    "The market did not open on the next market day.",
    "Families have begun to sleep in the fields.",
    "Women no longer walk to the far fields alone.",
    "People fear a second attack.",
    "There is no mobile network, and details come in slowly.",
    "It is calm again for the moment.",
    "Those affected ask for a presence on market days.",
    "Rumours of revenge are going round.",
)
DRY_CLOSINGS = (
    "The ford can be crossed on foot at this time of the year.",
    "Water is short, and herds crowd at the few wells.",
)
WET_CLOSINGS = ("The track is cut by the rains.", "High water makes the place hard to reach.")
QUIET_CLOSINGS = (
    "No authority has been told so far.",
    "It is not known whether others were affected.",
    "Follow-up is under way.",
    "Those concerned fear for their families.",
    "Further cases in the same area cannot be ruled out.",
)
"""For what happens in custody and behind closed doors."""
VAGUE_PLACE = "The exact place is not known yet."
VAGUE_TIME = "The exact day is not known."
VAGUE_ACTOR = ("Who was behind it is not established.", "Nothing found on the spot points to a known group.")

VEHICLES = (
    "a bus",
    "a lorry with market goods",
    "a pick-up truck",
    "a motorcycle taxi",
    "a minibus",
    "a cattle lorry",
    "an ambulance",
)
HEADINGS = ("towards the hills", "to the north", "to the east", "into the bush", "along a stream bed", "over the ridge")
MARSH_HEADINGS = ("into the reeds", "towards the river", "by boat", "along the shore", "into the marsh")

HARM_VERBS: dict[HarmKind, tuple[tuple[str, str], ...]] = {
    HarmKind.KILLED: (("was killed", "were killed"), ("died", "died")),
    HarmKind.INJURED: (("was injured", "were injured"), ("was wounded", "were wounded")),
    HarmKind.ABDUCTED: (("was taken away", "were taken away"), ("was abducted", "were abducted")),
    HarmKind.DETAINED: (("was deprived of liberty", "were deprived of liberty"), ("was locked up", "were locked up")),
}
"""Singular and plural, for what is said of people."""
MISSING = ("has not been seen since", "have not been seen since")
