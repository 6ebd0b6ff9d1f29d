// Invented customers for benchmarks: names, industries and regions as mixed and as uneven as in a real book, the same for the same
// seed. No name is taken from anywhere. Not thread-safe.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace wheelhouse::bench {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ull + 1) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>((next() >> 32) * n >> 32); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  // 0 is the likeliest; every next value about as much rarer as in lists of industries (one over the rank).
  std::uint32_t uneven(std::uint32_t n) {
    const double u = static_cast<double>(below(1'000'000)) / 1e6;
    auto value = static_cast<std::uint32_t>(n * u * u);
    return value < n ? value : n - 1;
  }
  template <std::size_t N>
  std::string_view of(const std::array<std::string_view, N>& words) {
    return words[below(N)];
  }
  template <std::size_t N>
  std::string_view unevenly_of(const std::array<std::string_view, N>& words) {
    return words[uneven(N)];
  }

 private:
  std::uint64_t state_;
};

inline constexpr auto kPlaces = std::to_array<std::string_view>(
    {"上海", "北京", "深圳", "广州", "杭州", "苏州", "重庆", "成都", "南京", "天津",   "武汉", "西安", "宁波", "青岛", "无锡", "长沙",
     "大连", "厦门", "济南", "合肥", "沈阳", "佛山", "东莞", "福州", "昆明", "石家庄", "长春", "南通", "烟台", "常州", "嘉兴", "贵阳"});
inline constexpr auto kRegions = std::to_array<std::string_view>({"华东", "华南", "华北", "西南", "华中", "东北", "西北"});
inline constexpr auto kCharacters = std::to_array<std::string_view>(
    {"蓝", "海", "星", "辰", "远", "航", "瑞", "丰", "泰", "和", "恒", "信", "华", "盛", "明", "德", "博", "雅",
     "金", "鼎", "天", "宇", "新", "源", "安", "康", "嘉", "禾", "正", "阳", "东", "方", "卓", "越", "创", "智",
     "云", "峰", "龙", "腾", "凯", "旋", "宏", "图", "永", "兴", "中", "联", "通", "达", "百", "川", "万", "里",
     "青", "松", "启", "迪", "力", "行", "优", "特", "宝", "利", "同", "心", "益", "民", "澜", "沧", "骏", "驰"});
inline constexpr auto kTrades = std::to_array<std::string_view>(
    {"科技", "信息技术", "机械",       "电子", "软件",     "贸易", "医疗器械", "化工", "建筑工程", "物流",     "食品", "新材料",
     "环保", "能源",     "汽车零部件", "纺织", "生物医药", "网络", "钢铁",     "包装", "咨询",     "仪器仪表", "光电", "家具"});
inline constexpr auto kForms =
    std::to_array<std::string_view>({"有限公司", "股份有限公司", "集团有限公司", "有限责任公司", "厂", "研究院"});
inline constexpr auto kSyllables = std::to_array<std::string_view>(
    {"nor",  "vel", "tra", "mar", "sil",  "kor", "dan", "ber", "lin", "hol", "gran", "fer", "tor", "wes", "al", "pri", "cor", "mil",
     "ster", "van", "ox",  "ley", "quin", "har", "den", "bry", "sol", "ter", "mon",  "ca",  "ri",  "na",  "lo", "phi", "zen", "ul"});
inline constexpr auto kEnglishTrades =
    std::to_array<std::string_view>({"Systems", "Foods", "Logistics", "Software", "Engineering", "Pharma", "Steel", "Energy", "Partners",
                                     "Electronics", "Textiles", "Packaging", "Labs", "Tools"});
inline constexpr auto kEnglishForms = std::to_array<std::string_view>({"Ltd", "Inc", "GmbH", "Group", "LLC", "AG", "Pte Ltd"});
inline constexpr auto kIndustries =
    std::to_array<std::string_view>({"制造业", "信息技术", "批发零售", "建筑业", "医药", "化工", "食品", "物流", "能源", "金融",
                                     "教育",   "环保",     "汽车",     "电子",   "纺织", "农业", "传媒", "旅游", "航空", "矿业"});

inline std::string latin_word(Dice& dice) {
  std::string word;
  for (std::uint32_t n = 2 + dice.below(2); n > 0; --n) word += dice.of(kSyllables);
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}
// Seven in ten Chinese, the rest Latin; about one in a hundred comes twice in a million.
inline std::string company_name(Dice& dice) {
  std::string name;
  if (dice.chance(70)) {
    if (dice.chance(85)) name += dice.unevenly_of(kPlaces);
    for (std::uint32_t n = 2 + dice.below(2); n > 0; --n) name += dice.of(kCharacters);
    name += dice.unevenly_of(kTrades);
    name += dice.unevenly_of(kForms);
  } else {
    name = latin_word(dice);
    if (dice.chance(40)) name += " " + latin_word(dice);
    name += " ";
    name += dice.unevenly_of(kEnglishTrades);
    name += " ";
    name += dice.unevenly_of(kEnglishForms);
  }
  return name;
}
inline std::string digits(Dice& dice, int count) {
  std::string text;
  while (count-- > 0) text += static_cast<char>('0' + dice.below(10));
  return text;
}

}  // namespace wheelhouse::bench
