// What the invented customers of the demo book are called and what they say. Data only; every name and word is made up.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "domain/vocabulary.h"

namespace wheelhouse::service::demo {

// How the story of a customer's deal goes; demo_book.cc turns it into dated records.
enum class Plot : std::uint8_t {
  proven,          // evidence for every stage up to the one given
  claimed,         // only said to stand there
  none,            // no deal: satisfied, or simply quiet
  regressed,       // had been two stages further and went back
  skipped,         // went from criteria to investigation without weighing
  late,            // came with a tender, earlier stages inferred
  overridden,      // placed by a manager
  won, lost, no_decision,
  lap_closed,      // bought, was satisfied, stands at a new beginning
};

struct Customer {
  std::string_view name, alias, industry, city, region;
  bool english;             // its people speak English
  int owner;                // index of a seller
  Stage stage;
  Plot plot;
  int dwell_days;           // since it came to that stage
  int amount_10k;           // of its deal, in ten thousands of its currency; 0 = not known
  std::string_view deal;
};

constexpr auto kCustomers = std::to_array<Customer>({
    {"澜海生物制药", "Lanhai Biopharma", "医药制造", "苏州", "华东", false, 0, Stage::criteria, Plot::proven, 17, 1860,
     "苏州二期高架库与产线物流"},
    {"天工精密", "Tiangong Precision", "装备制造", "无锡", "华东", false, 0, Stage::criteria, Plot::proven, 67, 1250, "精密车间自动上下料"},
    {"北辰重工", "Beichen Heavy Industry", "装备制造", "沈阳", "东北", false, 1, Stage::recognition, Plot::proven, 201, 980, "铸件仓改造"},
    {"金穗粮油", "Jinsui Grain & Oil", "食品饮料", "郑州", "华中", false, 1, Stage::assessment, Plot::proven, 48, 760, "成品油脂立体库"},
    {"锦屏电子", "Jinping Electronics", "电子", "成都", "西南", false, 2, Stage::criteria, Plot::claimed, 74, 720, "SMT 线边库"},
    {"华曜新能源", "Huayao New Energy", "新能源", "合肥", "华东", false, 0, Stage::choice, Plot::proven, 9, 2240, "电芯仓储三期"},
    {"东岭汽车零部件", "Dongling Auto Parts", "汽车零部件", "十堰", "华中", false, 0, Stage::recognition, Plot::proven, 41, 640,
     "总成件追溯"},
    {"云泽冷链", "Yunze Cold Chain", "冷链物流", "昆明", "西南", false, 2, Stage::investigation, Plot::skipped, 14, 830, "-25℃ 自动冷库"},
    {"远洲航材", "Yuanzhou Aero Materials", "航空", "西安", "西北", false, 1, Stage::reassessment, Plot::won, 21, 1120, "航材智能仓一期"},
    {"安禾区域医院集团", "Anhe Hospital Group", "医疗服务", "宁波", "华东", false, 0, Stage::choice, Plot::skipped, 6, 120,
     "院内物资智能柜"},
    {"恒远家居", "Hengyuan Home", "家居", "佛山", "华南", false, 2, Stage::decision, Plot::proven, 11, 540, "板材拣选升级"},
    {"青禾乳业", "Qinghe Dairy", "食品饮料", "呼和浩特", "华北", false, 1, Stage::investigation, Plot::proven, 22, 910, "低温奶分拣中心"},
    {"凌波船舶配套", "Lingbo Marine Equipment", "装备制造", "大连", "东北", false, 1, Stage::satisfaction, Plot::none, 130, 0, ""},
    {"赤峰铜业", "Chifeng Copper", "金属", "赤峰", "华北", false, 2, Stage::recognition, Plot::proven, 63, 430, "备件库整合"},
    {"嘉木纸业", "Jiamu Paper", "造纸", "岳阳", "华中", false, 2, Stage::satisfaction, Plot::lap_closed, 35, 380, "成品纸卷库"},
    {"望江纺织", "Wangjiang Textile", "纺织", "南通", "华东", false, 0, Stage::decision, Plot::regressed, 33, 290, "坯布仓自动化"},
    {"星桥半导体", "Xingqiao Semiconductor", "半导体", "上海", "华东", false, 0, Stage::assessment, Plot::proven, 12, 3150,
     "晶圆盒存储系统"},
    {"中岳水泥", "Zhongyue Cement", "建材", "登封", "华中", false, 1, Stage::satisfaction, Plot::none, 60, 0, ""},
    {"瑞麟医疗器械", "Ruilin Medical Devices", "医疗器械", "常州", "华东", false, 2, Stage::criteria, Plot::proven, 24, 670,
     "灭菌后周转库"},
    {"普惠连锁药房", "Puhui Pharmacies", "零售", "长沙", "华中", false, 2, Stage::choice, Plot::proven, 47, 520, "门店补货中心"},
    {"深蓝海工", "Deepblue Offshore", "海工", "青岛", "华东", false, 1, Stage::investigation, Plot::late, 18, 1480, "海工备件基地（招标）"},
    {"百川饮料", "Baichuan Beverages", "食品饮料", "武汉", "华中", false, 0, Stage::recognition, Plot::claimed, 85, 350, "空瓶周转改造"},
    {"松原牧业", "Songyuan Farming", "农牧", "松原", "东北", false, 1, Stage::recognition, Plot::proven, 27, 210, "饲料原料仓"},
    {"鼎盛钢构", "Dingsheng Steel", "金属", "唐山", "华北", false, 1, Stage::decision, Plot::proven, 6, 480, "型钢仓储"},
    {"明川光电", "Mingchuan Optics", "电子", "武汉", "华中", false, 2, Stage::assessment, Plot::proven, 19, 860, "镜片恒温库"},
    {"泰和化工", "Taihe Chemicals", "化工", "淄博", "华东", false, 2, Stage::satisfaction, Plot::none, 44, 0, ""},
    {"启明玩具", "Qiming Toys", "消费品", "汕头", "华南", false, 0, Stage::recognition, Plot::proven, 15, 160, "出口订单波次"},
    {"海纳跨境", "Haina Cross-border", "电商", "深圳", "华南", false, 2, Stage::investigation, Plot::proven, 71, 1020, "保税仓四期"},
    {"广源食品", "Guangyuan Foods", "食品饮料", "漳州", "华南", false, 1, Stage::criteria, Plot::regressed, 8, 440, "冻品穿梭车库"},
    {"新桥汽车", "Xinqiao Motors", "汽车", "重庆", "西南", false, 0, Stage::choice, Plot::proven, 16, 2680, "总装物流岛"},
    {"长风快递", "Changfeng Express", "物流", "杭州", "华东", false, 1, Stage::reassessment, Plot::won, 52, 1360, "华东枢纽分拣"},
    {"柏林木业", "Bolin Timber", "家居", "临沂", "华东", false, 2, Stage::recognition, Plot::no_decision, 90, 180, "板材自动仓"},
    {"云岭茶业", "Yunling Tea", "食品饮料", "普洱", "西南", false, 2, Stage::satisfaction, Plot::claimed, 20, 60, "原料陈化库"},
    {"宏图教育装备", "Hongtu Education Supplies", "教育", "南昌", "华中", false, 1, Stage::recognition, Plot::proven, 52, 130,
     "教具发运中心"},
    {"昆仑油服", "Kunlun Oilfield Services", "能源", "克拉玛依", "西北", false, 1, Stage::criteria, Plot::overridden, 13, 590,
     "钻具周转场"},
    {"天山棉业", "Tianshan Cotton", "纺织", "石河子", "西北", false, 1, Stage::recognition, Plot::claimed, 110, 240, "棉包堆垛"},
    {"晨曦日化", "Chenxi Household", "消费品", "广州", "华南", false, 2, Stage::decision, Plot::claimed, 19, 410, "促销装拣选"},
    {"立新电缆", "Lixin Cables", "电气", "宜兴", "华东", false, 0, Stage::satisfaction, Plot::proven, 33, 0, "线盘库探讨"},
    {"维港国际货运", "Victoria Freight", "物流", "香港", "港澳", true, 3, Stage::assessment, Plot::proven, 26, 940, "Air cargo sorter"},
    {"Northgate Pharma", "北门制药", "Pharmaceuticals", "Manchester", "UK", true, 3, Stage::criteria, Plot::proven, 12, 310,
     "Serialised packing line"},
    {"Harbour Foods", "港湾食品", "Food", "Rotterdam", "Benelux", true, 3, Stage::investigation, Plot::proven, 33, 520,
     "Chilled shuttle store"},
    {"Alder & Finch", "", "Retail", "Leeds", "UK", true, 4, Stage::recognition, Plot::proven, 58, 90, "Returns handling"},
    {"Kestrel Aerospace", "红隼航空", "Aerospace", "Bristol", "UK", true, 3, Stage::choice, Plot::proven, 11, 880, "Parts hub"},
    {"Brightwater Utilities", "", "Utilities", "Dublin", "Ireland", true, 4, Stage::satisfaction, Plot::none, 75, 0, ""},
    {"Meridian Motors", "子午线汽车", "Automotive", "Stuttgart", "DACH", true, 4, Stage::assessment, Plot::proven, 45, 1240,
     "Line-side supply"},
    {"Polar Logistics", "", "Logistics", "Oslo", "Nordics", true, 4, Stage::decision, Plot::proven, 31, 270, "Dock scheduling"},
    {"Cedar Health", "", "Healthcare", "Toronto", "Canada", true, 3, Stage::recognition, Plot::claimed, 140, 150, "Theatre stock control"},
    {"Ironbridge Tools", "", "Manufacturing", "Sheffield", "UK", true, 4, Stage::reassessment, Plot::won, 14, 230, "Tool crib automation"},
    {"Vela Semiconductors", "", "Semiconductors", "Eindhoven", "Benelux", true, 3, Stage::investigation, Plot::proven, 17, 1730,
     "Reticle storage"},
    {"Sable Apparel", "", "Apparel", "Milan", "Italy", true, 4, Stage::recognition, Plot::proven, 36, 120, "Hanging goods sorter"},
    {"Granite Cement", "", "Building materials", "Geneva", "DACH", true, 4, Stage::criteria, Plot::lost, 40, 340, "Spare parts tower"},
    {"Lumen Lighting", "", "Electrical", "Lyon", "France", true, 3, Stage::satisfaction, Plot::none, 28, 0, ""},
    {"Tidewater Ports", "", "Ports", "Felixstowe", "UK", true, 3, Stage::criteria, Plot::late, 21, 1950, "Container yard tender"},
    {"Oakfield Dairy", "", "Food", "Cork", "Ireland", true, 4, Stage::decision, Plot::regressed, 22, 140, "Palletising cell"},
    {"Summit Outdoor", "", "Consumer goods", "Denver", "USA", true, 4, Stage::recognition, Plot::proven, 19, 80, "Peak-season picking"},
    {"Atlas Books", "", "Publishing", "Boston", "USA", true, 4, Stage::satisfaction, Plot::lap_closed, 60, 70, "Print-on-demand store"},
    {"Quarry Bank", "", "Financial services", "London", "UK", true, 3, Stage::choice, Plot::claimed, 26, 260, "Archive robotics"},
    {"Solent Marine", "", "Marine", "Southampton", "UK", true, 3, Stage::recognition, Plot::proven, 88, 190, "Workshop kitting"},
    {"Fjord Seafood", "", "Food", "Bergen", "Nordics", true, 4, Stage::investigation, Plot::proven, 9, 610, "Freezer automation"},
    {"Palisade Glass", "", "Manufacturing", "Toledo", "USA", true, 4, Stage::criteria, Plot::proven, 28, 330, "Sheet handling"},
});

// What the customer says, by evidence code; two ways each, Chinese and English.
struct Saying {
  EvidenceCode code;
  SourceClass source;
  std::string_view zh[2], en[2];
};
constexpr auto kSayings = std::to_array<Saying>({
    {EvidenceCode::AK1, SourceClass::quote, {"盘点一次要停半天，夜班天天加班。", "差错率压不下来，返工太多。"},
     {"Every stock count stops us for half a day.", "We keep shipping the wrong batch and redoing it."}},
    {EvidenceCode::AK4, SourceClass::document, {"客户给出的统计：一年返工 38 万", "客户的月报：缺勤导致少出 900 托"},
     {"Their own figures: 38k a year in rework", "Monthly report: 900 pallets late"}},
    {EvidenceCode::DE1, SourceClass::quote, {"年底以前一定要解决，不能再拖。", "这件事定了，今年必须上。"},
     {"We will fix this before year-end.", "It is decided: this has to change this year."}},
    {EvidenceCode::DE2, SourceClass::observed, {"客户指定了项目负责人并批了预算", "立项会开过，负责人到位"},
     {"They named a project owner and a budget", "Kick-off held, owner in place"}},
    {EvidenceCode::CR1, SourceClass::document, {"客户发来六条要求：批号追溯、温区、产能……", "技术需求书初稿，八条要求"},
     {"Their list of six requirements", "First draft of the requirement paper, eight points"}},
    {EvidenceCode::CR2, SourceClass::quote, {"两分钟内按批号追溯是硬指标。", "停产不能超过一天，这条不能让。"},
     {"Tracing a batch within two minutes is a must.", "Not more than one day of downtime, that is fixed."}},
    {EvidenceCode::EV1, SourceClass::document, {"评分表：质量 30、总成本 20、交付 15……", "客户给出了权重，追溯占三成"},
     {"Scoring sheet: quality 30, total cost 20, delivery 15 …", "They sent the weights: traceability counts for a third"}},
    {EvidenceCode::EV2, SourceClass::document, {"招标文件第三章：评分办法与技术规格", "招标文件：评分表与规格书"},
     {"Tender, part 3: scoring method and specification", "Tender papers with the scoring sheet"}},
    {EvidenceCode::EV3, SourceClass::second_hand, {"采购说评标组五个人，质量部牵头", "听说评审小组已定"},
     {"Purchasing says the panel has five people", "The panel is set, we heard"}},
    {EvidenceCode::IN1, SourceClass::observed, {"客户带四个人看了样板仓，实测 200 托", "现场测试通过，客户签了记录"},
     {"Four of them visited the reference site and ran 200 pallets", "Trial passed; they signed the log"}},
    {EvidenceCode::IN3, SourceClass::observed, {"客户来公司做了供应商审核", "质量部查了我们的两家老客户"},
     {"They audited us as a supplier", "Their quality people called two of our customers"}},
    {EvidenceCode::CH1, SourceClass::quote, {"最后两家里有你们。", "技术上我们倾向你们。"},
     {"You are one of the final two.", "On the technical side we prefer you."}},
    {EvidenceCode::CH3, SourceClass::quote, {"万一切换停产怎么办？", "选错了我要担责任的。"},
     {"What if the switch-over stops production?", "If this goes wrong it is on me."}},
    {EvidenceCode::RE1, SourceClass::document, {"合同已签，附技术协议", "订单盖章件"}, {"Signed contract with the technical annex", "Purchase order"}},
    {EvidenceCode::RE3, SourceClass::observed, {"客户组织了上线一个月的复盘", "客户开了使用情况评审会"},
     {"They held a review after the first month", "They reviewed use with their own team"}},
    {EvidenceCode::SA1, SourceClass::quote, {"承诺的加班费省下来了，九成多。", "用得很顺，值了。"},
     {"The overtime you promised is gone, nine tenths of it.", "It does what you said."}},
    {EvidenceCode::SA2, SourceClass::observed, {"三十天没有未结问题", "一个月没有新报修"}, {"Thirty days without an open issue", "No ticket for a month"}},
});

struct Person {
  std::string_view zh_name, zh_title, en_name, en_title;
  ContactRole role;
  ContactLevel level;
  int influence;
};
constexpr auto kPeople = std::to_array<Person>({
    {"郑翔", "总裁", "Helen Marsh", "Chief Executive", ContactRole::decision_maker, ContactLevel::senior, 5},
    {"韩致远", "质量副总裁", "Peter Lind", "VP Quality", ContactRole::decision_maker, ContactLevel::senior, 4},
    {"罗仪", "财务总监", "Grace Okoro", "Finance Director", ContactRole::influencer, ContactLevel::senior, 4},
    {"陈明", "仓储总监", "Tom Keller", "Head of Warehousing", ContactRole::influencer, ContactLevel::managing, 3},
    {"顾嘉", "验证经理", "Ana Reyes", "Validation Manager", ContactRole::influencer, ContactLevel::managing, 3},
    {"吴倩", "采购经理", "Marc Dubois", "Purchasing Manager", ContactRole::purchasing, ContactLevel::managing, 3},
    {"孙野", "信息经理", "Ingrid Vik", "IT Manager", ContactRole::influencer, ContactLevel::managing, 2},
    {"李丹", "库房主管", "Sam Porter", "Shift Lead", ContactRole::user, ContactLevel::operating, 1},
    {"冯旭", "设备工程师", "Julia Stone", "Maintenance Engineer", ContactRole::user, ContactLevel::operating, 2},
    {"马腾", "采购专员", "Leo Brandt", "Buyer", ContactRole::gatekeeper, ContactLevel::operating, 1},
});

struct Phrase {
  std::string_view zh, en;
};
// Whose deal tells METHOD §12.10's story.
constexpr std::string_view kAliasOfTheMethod = "Anhe Hospital Group";

struct Opposition {
  OppositionCause cause;
  std::string_view zh, en;
};
constexpr auto kOpposition = std::to_array<Opposition>(
    {{OppositionCause::rival_taught, "拿着对手的参数表来问", "Asks from the rival's data sheet"},
     {OppositionCause::bad_use, "“前年那套用了半年就停了”", "“The last system stood still after half a year”"},
     {OppositionCause::distrust_seller, "“上次答应的报告到现在没给”", "“The report you promised has still not come”"},
     {OppositionCause::self_belief, "“人工盘点最稳，我干了二十年”", "“Counting by hand is safest; I have done it for twenty years”"},
     {OppositionCause::distrust_product, "“国内没有同类的大仓案例”", "“Nobody of our size runs this yet”"},
     {OppositionCause::deceit, "“参数都是实验室里的吧”", "“Those figures are from a laboratory, aren't they”"}});

constexpr auto kNextSteps = std::to_array<Phrase>({{"约财务总监谈一次放行延误的损失", "Ask the finance director what the delays cost"},
                                                   {"请对方说出评分权重", "Ask for the weights of the scoring sheet"},
                                                   {"把样板仓参观定下日期", "Fix the date of the reference visit"},
                                                   {"和库房主管跟一次夜班", "Walk one night shift with the shift lead"},
                                                   {"给采购经理一份总成本对比", "Show purchasing the total cost side by side"},
                                                   {"确认谁在评审小组里", "Find out who sits on the panel"}});
constexpr auto kPromises = std::to_array<Phrase>({{"周五前给盘点表", "Send the count sheets by Friday"},
                                                  {"安排见质量副总裁", "Arrange a meeting with the VP Quality"},
                                                  {"开放一周的出库数据", "Share a week of shipping data"},
                                                  {"内部会上讲一次方案", "Present the idea in their own meeting"}});
constexpr auto kNotes = std::to_array<Phrase>({{"同一批货两本台账，谁也不信谁。", "They keep two spreadsheets for the same stock; nobody trusts either."},
                                               {"新厂区明年三月投产，现在是窗口。", "The new site opens in March; the window is now."},
                                               {"仓库温度记录靠手抄，质量部不满意。", "Temperatures are logged by hand; quality is not happy."},
                                               {"采购换人了，新来的更看价格。", "Purchasing has a new head who looks at price first."}});
constexpr auto kSubjects = std::to_array<Phrase>({{"和他算一笔差错账", "What the errors cost"},
                                                  {"跟一个夜班，看现场", "Walk through the night shift"},
                                                  {"谈放行流程", "How a batch is released"},
                                                  {"听取选型小组的要求", "What the panel wants to see"}});

}  // namespace wheelhouse::service::demo
