"""Invented proper names, checked against lists of places, languages and armed groups: none is real."""

from __future__ import annotations

COUNTRY_CODE = "XV"
"""From the range that the country-code standard leaves to its users: no country will be given it."""

COUNTRY_NAME = "Vellandra"
COUNTRY_NAME_FR = "Vellandra"
COUNTRY_ALIASES = ("Republic of Vellandra", "République de Vellandra")

SECTOR_NAMES: tuple[tuple[str, str, str], ...] = (
    ("Marisket Coast", "Côte de Marisket", "West"),
    ("Serrallin Lakes", "Lacs de Serrallin", "South"),
    ("Dravarden Uplands", "Hautes terres de Dravarden", "East"),
)

LAKE_NAME, LAKE_NAME_FR = "Lake Ulmossel", "lac Ulmossel"
RIVER_NAMES = (("the Lantossel", "la Lantossel"), ("the Ombribel", "l'Ombribel"))

CAPITAL_NAME = "Merrisket"
DISPUTED_NAME = "Sorrillow"
DISPUTED_NAME_FR = "Sorrille-les-Marais"
DISPUTED_ALIASES = ("Sorillo", "Sorrillow Marshes", "Lower Torrisket", "Sorrille")

ALIASES: dict[str, tuple[str, ...]] = {
    "Quillenna": ("Quilenna", "Kwillenna"),
    "Tessavel": ("Tesavel",),
    "Hathribel": ("Hatribel", "Hathribell"),
    "Kessarrow": ("Kesarrow", "Kessaro"),
    "Ulmorra": ("Oulmorra",),
    "Pellorle": ("Pelorle",),
    "Farrossel": ("Farossel", "Pharossel"),
}
"""Spellings found in other people's lists, so that matching by name has something to do."""

DISTRICT_NAMES: tuple[tuple[str, ...], ...] = (
    ("Pellorle", "Merrisket", "Quillenna", "Ombresk", "Wendarden", "Ibbandra", "Ressinlet", "Vannisket"),
    ("Tessavel", "Sorrillow", "Farrossel", "Ulmorra", "Ildossel", "Orlosk", "Lothumet"),
    ("Hathribel", "Kessarrow", "Torrisket", "Skellothy", "Narrumber", "Haldusk", "Brassarrow"),
)

TOWN_NAMES: tuple[tuple[str, ...], ...] = (
    tuple(
        "Pellane Pellavel Pelledda Pellidge Pellosk Pelloven Pellumber Merrock Merramote Merretch Merronne Merrower "
        "Merrumet Quillallin Quilleck Quillidge Quillower Quillumet Ombrane Ombravel Ombrenna Ombrolt Ombrusk "
        "Ombrinlet Wendallin Wendibel Wendillow Wendorle Wendury Ibbavel Ibbeck Ibbetch Ibbith Ibbonne Ressarrow "
        "Ressillow Ressossel Ressumber Ressedda Vannallin Vannavel Vanneck Vannorra Vannothy Vannumbra Salledda "
        "Sallenna Sallibel Sallosk Salloven Maravel Maretch Marillow Marorin Marusk Loddeck Loddidge Loddothy "
        "Loddusk Velledda Vellorle Vellumber".split()
    ),
    tuple(
        "Tessallin Tessamote Tesseck Tessibel Tessock Tessonne Tessury Sorravel Sorreck Sorribel Sorrenna Sorrothy "
        "Sorrinlet Farreck Farredda Farrillow Farronne Farrower Farrumber Ulmamote Ulmenna Ulmith Ulmorle Ulmusk "
        "Ildallin Ildender Ildibel Ildock Ildumbra Orlandine Orlender Orlibel Orlume Orlusk Lothandra Lotheck "
        "Lothenna Lothinlet Lothock Serrarden Serredda Serrumet Serrolt Lantallin Lantedda Lantibel Lantinlet "
        "Ambarrow Ambetch Ambibel Ambothy Fennallin Fenneck Fennisket Fennorle Fennusk".split()
    ),
    tuple(
        "Hathrallin Hathredda Hathrosk Hathrothy Hathrumet Kessandine Kessedda Kessillow Kessorle Kessumber Torreck "
        "Torretch Torrillow Torrorin Torrower Skelledda Skellenna Skellolt Skelloven Skellumber Narravel Narredda "
        "Narrisket Narrolt Narrothy Haldamote Haldeck Haldisket Haldosk Haldury Brassenna Brassolt Brassonne "
        "Brassoven Brassumet Dravallin Draveck Dravibel Dravock Dravury Dorreck Dorribel Dorroven Dorrumet Tarreck "
        "Tarridge Tarrothy Tarrumbra Wirrarrow Wirredda Wirretch Wirrothy Thalenna Thalothy Thalumet".split()
    ),
)
