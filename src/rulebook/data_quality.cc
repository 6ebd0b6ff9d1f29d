// C24 on JSON.
#include "method/data_quality.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct Record {
  Stage stage{};
  bool evaluation_skipped = false;
  QualityFieldSet present;
};

Record read_record(const Input& in) {
  Record record;
  record.stage = in["stage"].one_of<Stage>();
  record.evaluation_skipped = in["evaluation_skipped"].flag();
  in["present"].each_item({}, [&](const Input& item, std::size_t) { record.present.insert(item.one_of<QualityField>()); });
  return record;
}

std::string answer_quality(const Record& record) {
  const DataQuality result = evaluate_data_quality(record.stage, record.evaluation_skipped, record.present);
  return Answer().set("quality", result.quality).set("greyed", result.greyed).list("missing", result.missing).text();
}

}  // namespace

std::vector<Rule> data_quality_rules() { return {make_rule<read_record, answer_quality>({"C24", "rule.C24"})}; }

}  // namespace wheelhouse::rulebook
