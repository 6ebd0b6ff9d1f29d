#include "exchange/header_map.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "exchange/table_source.h"

namespace wheelhouse::exchange {
namespace {
std::string describe(std::vector<std::string_view> header, std::optional<TargetEntity> primary = std::nullopt) {
  const auto map = suggest_mapping(header, {}, primary);
  std::string out = map.primary ? std::string(entity_name(*map.primary)) + ":" : "none:";
  for (const auto& column : map.columns) out += " " + (column.target ? target_name(*column.target) : "-");
  return out;
}

TEST(HeaderMap, OneChineseListFeedsThreeEntities) {
  EXPECT_EQ(
      describe({"客户编号", "公司名称", "联系人", "手机", "省份", "城市", "区县", "阶段", "金额", "预计成交", "备注"}),
      "account: account.external_id account.name contact.name contact.mobile account.region account.city account.address opportunity.stage "
      "opportunity.amount opportunity.expected_close account.description");
}

TEST(HeaderMap, TheRowDecidesWhatNameMeans) {
  EXPECT_EQ(describe({"Name", "Industry", "Website", "Phone"}), "account: account.name account.industry account.website account.phone");
  EXPECT_EQ(describe({"Name", "Email", "Job Title", "Company", "Phone"}),
            "contact: contact.name contact.email contact.title account.name contact.phone");
  EXPECT_EQ(describe({"商机名称", "客户名称", "阶段", "金额", "负责人"}),
            "opportunity: opportunity.name account.name opportunity.stage opportunity.amount opportunity.owner");
  EXPECT_EQ(describe({"产品名称", "产品编码", "单价"}), "product: product.name product.code product.list_price");
  EXPECT_EQ(describe({"name", "notes"}, TargetEntity::product), "product: product.name product.description");
  EXPECT_EQ(describe({"foo", "bar"}), "none: - -");
  EXPECT_EQ(describe({}), "none:");
}

TEST(HeaderMap, UnitAndCurrencyInBrackets) {
  const std::vector<std::string_view> header = {"公司名称", "金额（万元）", "Annual Revenue (USD million)"};
  const auto map = suggest_mapping(header);
  EXPECT_EQ(map.columns[1].amount_power, 4);
  EXPECT_EQ(map.columns[1].currency, "CNY");
  EXPECT_EQ(map.columns[2].amount_power, 6);
  EXPECT_EQ(map.columns[2].currency, "USD");
}

TEST(HeaderMap, DamagedHeadersAreGuessedOnlyWhenUnique) {
  EXPECT_EQ(describe({"客???", "公司名?", "?系人", "金?", "??成交"}),
            "opportunity: - account.name contact.name opportunity.amount opportunity.expected_close");
}

TEST(HeaderMap, OneColumnATarget) {
  const std::vector<std::string_view> header = {"公司名称", "客户名称", "手机", "联系电话"};
  const auto map = suggest_mapping(header);
  EXPECT_TRUE(map.columns[0].target.has_value());
  EXPECT_FALSE(map.columns[1].target.has_value());
  EXPECT_FALSE(map.columns[3].target.has_value());
}

TEST(HeaderMap, NamesAndTelephonesAreOfCustomersUnlessTheFileSaysOtherwise) {
  const std::vector<std::string_view> en{"name", "phone"}, zh{"名称", "电话"}, bare{"name", "notes"};
  for (const auto& header : {en, zh}) {
    const auto map = suggest_mapping(header, "list.csv");
    EXPECT_EQ(map.primary, TargetEntity::account);
    EXPECT_TRUE(map.guessed);
    EXPECT_EQ(target_name(map.columns[0].target.value()), "account.name");
    EXPECT_EQ(target_name(map.columns[1].target.value()), "account.phone");
    EXPECT_FALSE(suggest_mapping(header, "客户.csv").guessed);
    EXPECT_EQ(suggest_mapping(header, "contacts 2026.csv").primary, TargetEntity::contact);
    EXPECT_EQ(suggest_mapping(header, "通讯录.csv").primary, TargetEntity::contact);
    EXPECT_FALSE(suggest_mapping(header, "list.csv", TargetEntity::contact).guessed);
  }
  EXPECT_EQ(suggest_mapping(bare, "list.csv").primary, std::nullopt) << "could be anything: ask";
  EXPECT_EQ(suggest_mapping(bare, "accounts.csv").primary, TargetEntity::account);
}

TEST(HeaderMap, ADayOfRecordingIsThatOfTheDealOrNothing) {
  for (const std::string_view day : {"登记日期", "创建时间", "创建日期", "录入时间", "Created Date", "Create Date", "Date created"}) {
    const auto of = [&](std::vector<std::string_view> header) {
      const auto map = suggest_mapping(header, "a.csv");
      return map.columns.back().target ? target_name(*map.columns.back().target) : "";
    };
    EXPECT_EQ(of({"商机名称", "客户名称", "金额", day}), "opportunity.engage_date") << day;
    EXPECT_EQ(of({"客户名称", "行业", "阶段", day}), "opportunity.engage_date") << day;
    EXPECT_EQ(of({"客户名称", "行业", day}), "") << day << ": a customer has no such day, and that is said";
    EXPECT_EQ(of({"姓名", "手机", "公司", day}), "") << day;
  }
  const std::vector<std::string_view> both{"商机名称", "客户名称", "创建时间", "首次接触日期"};
  const auto map = suggest_mapping(both, "a.csv");
  EXPECT_FALSE(map.columns[2].target) << "what is said of the deal itself goes before";
  EXPECT_EQ(target_name(map.columns[3].target.value()), "opportunity.engage_date");
}

TEST(HeaderMap, EveryTargetHasAName) {
  for (const auto& target : all_targets()) EXPECT_EQ(target_from_name(target_name(target)), target);
  EXPECT_EQ(target_from_name("account.nonsense"), std::nullopt);
  EXPECT_EQ(target_from_name("name"), std::nullopt);
  EXPECT_EQ(entity_from_name("activities"), TargetEntity::activity);
}

TEST(HeaderMap, RealExportsAreRecognised) {
  const std::filesystem::path shared = WHEELHOUSE_SOURCE_DIR "/../shared/data";
  if (!std::filesystem::exists(shared)) GTEST_SKIP() << "no shared data here: " << shared;
  struct Case {
    const char* file;
    const char* recognised;
    const char* columns;  // "header=target", each must be suggested
  };
  const Case cases[] = {
      {"maven_crm/accounts.csv", "maven.accounts", "account=account.name revenue=account.annual_revenue subsidiary_of=account.parent"},
      {"maven_crm/products.csv", "maven.products", "product=product.name series=product.family sales_price=product.list_price"},
      {"maven_crm/sales_teams.csv", "maven.teams", "sales_agent=user.name manager=user.manager regional_office=user.team"},
      {"maven_crm/sales_pipeline_asof_2017-06-30.csv", "maven.pipeline",
       "opportunity_id=opportunity.external_id sales_agent=opportunity.owner product=opportunity.product account=account.name "
       "deal_stage=opportunity.stage engage_date=opportunity.engage_date close_date=opportunity.close_date close_value=opportunity.amount"},
      {"odoo_crm_demo/crm_lead_demo_flat.csv", "odoo.leads",
       "name=opportunity.name partner_name=account.name contact_name=contact.name stage_id=opportunity.stage "
       "expected_revenue=opportunity.amount"},
      {"crm_vendor_seeds/hubspot/company_data.csv", "hubspot.companies", "property_name=account.name id=account.external_id"},
      {"crm_vendor_seeds/hubspot/contact_data.csv", "hubspot.contacts", "property_email=contact.email property_lastname=contact.last_name"},
      {"crm_vendor_seeds/hubspot/deal_data.csv", "hubspot.deals",
       "property_dealname=opportunity.name deal_pipeline_stage_id=opportunity.stage"},
      {"crm_vendor_seeds/hubspot/deal_company_data.csv", "hubspot.deal_links",
       "company_id=account.external_id deal_id=opportunity.external_id"},
      {"crm_vendor_seeds/hubspot/owner_data.csv", "hubspot.owners", "owner_id=user.external_id email=user.email"},
      {"crm_vendor_seeds/hubspot/engagement_note_data.csv", "hubspot.engagements",
       "property_hs_note_body=activity.text property_hs_timestamp=activity.at"},
      {"crm_vendor_seeds/hubspot/deal_property_history_data.csv", "hubspot.property_history", ""},
      {"crm_vendor_seeds/salesforce/sf_account_data.csv", "salesforce.accounts",
       "id=account.external_id name=account.name owner_id=account.owner"},
      {"crm_vendor_seeds/salesforce/sf_contact_data.csv", "salesforce.contacts", "account_id=account.external_id name=contact.name"},
      {"crm_vendor_seeds/salesforce/sf_opportunity_data.csv", "salesforce.opportunities",
       "stage_name=opportunity.stage is_won=opportunity.is_won"},
      {"crm_vendor_seeds/salesforce/sf_user_data.csv", "salesforce.users", "id=user.external_id name=user.name"},
      {"crm_vendor_seeds/salesforce/sf_task_data.csv", "salesforce.activities",
       "what_id=activity.opportunity who_id=activity.contact subject=activity.subject"},
      {"crm_vendor_seeds/salesforce/sf_product_2_data.csv", "salesforce.products", "product_code=product.code name=product.name"},
      {"crm_vendor_seeds/salesforce/sf_account_history_data.csv", "salesforce.history", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.file);
    const auto table = TableSource::open(shared / c.file);
    ASSERT_TRUE(table.has_value()) << table.error().reason;
    const std::vector<std::string_view> header((*table)->header().begin(), (*table)->header().end());
    const auto map = suggest_mapping(header, c.file);
    EXPECT_EQ(map.recognised, c.recognised);
    EXPECT_EQ(map.importable, *c.columns != 0);
    std::map<std::string, std::string> found;
    for (std::size_t i = 0; i < header.size(); ++i)
      if (map.columns[i].target) found[std::string(header[i])] = target_name(*map.columns[i].target);
    std::string_view rest = c.columns;
    while (!rest.empty()) {
      const std::string_view pair = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
      const auto equals = pair.find('=');
      EXPECT_EQ(found[std::string(pair.substr(0, equals))], pair.substr(equals + 1)) << pair;
    }
  }
}

TEST(HeaderMap, KnowsOurOwnExportAndReadsNothingBackThatTheProgramWrites) {
  const std::vector<std::string_view> header{"id",       "version",       "created_at", "updated_at", "name",  "industry",
                                             "owner_id", "external_id",   "city",       "owner_name", "stage", "basis"};
  const auto map = suggest_mapping(header, "accounts.csv");
  EXPECT_EQ(map.recognised, "wheelhouse");
  EXPECT_EQ(map.primary, TargetEntity::account);
  std::string mapped;
  for (std::size_t i = 0; i < header.size(); ++i)
    if (map.columns[i].target) mapped += std::string(header[i]) + "=" + target_name(*map.columns[i].target) + " ";
  EXPECT_EQ(mapped, "id=account.record_id name=account.name industry=account.industry external_id=account.external_id city=account.city ");
  // The names of our fields alone make no export of ours.
  EXPECT_NE(suggest_mapping(std::vector<std::string_view>{"id", "name", "industry", "city", "stage"}, "a.csv").recognised, "wheelhouse");
}
}  // namespace
}  // namespace wheelhouse::exchange
