#include "service/demo_teller.h"

namespace wheelhouse::service::demo {

std::vector<Action> product_features(const std::vector<Id<Product>>& products, Instant when) {
  const struct {
    std::string_view feature, advantage, proof;
  } list[] = {{"24 米高架,单机每小时 60 托 · 24 m racks, 60 pallets an hour", "同样面积多存两倍 · twice the stock on the same floor",
               "苏州样板仓 · reference site in Suzhou"},
              {"四向穿梭,单托盘独立存取 · four-way shuttles, every pallet by itself",
               "旺季加车不加人 · more shuttles, not more people in peak season", ""},
              {"货到人,每小时 300 行 · goods to person, 300 lines an hour", "拣选不走路 · no walking while picking",
               "现场测试 300 行 · trial at 300 lines"},
              {"交叉带,每小时 8000 件 · cross belt, 8,000 items an hour", "夜班减到四人 · four people at night", ""},
              {"每五分钟自动对账 · reconciles every five minutes", "差错当天发现 · errors show the same day",
               "一家连锁企业四天缩到半天 · a chain went from four days to half a day"},
              {"-25 ℃ 连续运行 · runs at -25 °C without a break", "人不用进冷库 · nobody works in the cold", ""}};
  std::vector<Action> actions;
  for (std::size_t i = 0; i < products.size() && i < std::size(list); ++i) {
    Feature feature;
    feature.product_id = products[i];
    feature.feature = std::string(list[i].feature);
    feature.advantage = std::string(list[i].advantage);
    if (!list[i].proof.empty()) feature.proof = std::string(list[i].proof);
    actions.push_back({when, [feature](UnitOfWork& work) mutable { require(create_checked(work, feature)); }});
  }
  return actions;
}

}  // namespace wheelhouse::service::demo
