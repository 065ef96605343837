"""Chinese persons, firms, addresses, telephone numbers and registration codes."""

from checker.sample.industrial.luck import Luck
from checker.sample.industrial.provinces import Town

_FAMILIES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董"
    "袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
)
_GIVEN: tuple[str, ...] = (
    *"伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚鹏",
    "志强", "建国", "建华", "晓明", "海燕", "国栋", "文斌", "雪梅", "丽华", "俊杰", "浩然", "子轩", "欣怡", "思远",
    "嘉伟", "美玲", "春梅", "志远", "立新", "晓东", "玉兰", "秀英", "振华", "天宇", "佳慧", "永刚", "少华", "红梅",
    "国强", "小龙", "爱民", "瑞雪", "宏伟", "丹丹", "学军", "云飞",
)  # fmt: skip
_WORDS = tuple("恒泰盛隆鼎瑞宏博远华信德诚达凯锐宇峰源康嘉润腾飞金银海天中东方新科联合力强荣昌兴")
_TRADES = (
    "橡胶制品", "轮胎", "汽车零部件", "密封件", "输送带", "胶管", "机械", "电线电缆", "鞋材", "工程塑料",
    "轨道交通装备", "化工", "建材", "石油装备", "阀门", "减震器材",
)  # fmt: skip
_FORMS = ("有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司", "集团有限公司")
_ROADS = (
    "工业大道", "创新路", "兴业路", "环城北路", "科技园路", "人民路", "长江路", "滨河路", "建设路", "开发大道",
    "中山路", "迎宾路",
)  # fmt: skip
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def person(luck: Luck) -> str:
    """Family name and given name."""
    return luck.pick(_FAMILIES) + luck.pick(_GIVEN)


def firm(luck: Luck, town: Town) -> str:
    """A firm of the town: town, name, trade, legal form."""
    return f"{town.name}{luck.pick(_WORDS)}{luck.pick(_WORDS)}{luck.pick(_TRADES)}{luck.pick(_FORMS)}"


def address(luck: Luck, province: str, town: Town) -> str:
    """Road and number in the town."""
    return f"{province}{town.name}市{luck.pick(_ROADS)}{luck.between(1, 899)}号"


def mobile(number: int) -> str:
    """A mobile number; different numbers below a hundred million give different ones."""
    tail = f"{(number * 76_543_211 + 34_567_891) % 100_000_000:08}"
    return f"1{('39', '38', '86', '59', '77')[number % 5]}{tail}"


def landline(area: str, number: int) -> str:
    """A telephone of the town; different numbers below ten million give different ones."""
    return f"{area}-8{(number * 7_654_321 + 2_345_678) % 10_000_000:07}"


def credit_code(town: Town, number: int) -> str:
    """The 18-place registration code of a firm with its check character."""
    rest = (number * 7_654_321_019 + 1_234_567_891) % 31**9
    tail = ""
    for _ in range(9):
        rest, place = divmod(rest, 31)
        tail += _CODE[place]
    body = f"91{town.code}{tail}"
    total = sum(_CODE.index(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return body + _CODE[(31 - total % 31) % 31]
