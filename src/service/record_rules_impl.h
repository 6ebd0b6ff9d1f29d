// Bodies of the templates of record_rules.h; include where records are created.
#pragma once
#include "service/access.h"
#include "service/record_rules.h"
#include "service/record_traits.h"

namespace wheelhouse::service {

template <class T>
concept PointsAtRecord = requires { typename Kind<unwrapped_t<T>>::Target; };

template <Reflected E>
void check_references(const RuleContext& context, const E& record, const E* before, std::vector<FieldError>& errors) {
  for_each_field<E>([&](const auto& f, std::size_t i) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if constexpr (PointsAtRecord<T>) {
      if (i < kRecordFieldCount) return;
      using Target = typename Kind<unwrapped_t<T>>::Target;
      const auto check = [&](const Id<Target>& id, const std::string& pointer) {
        const auto found = storage::find_record(context.session, context.actor.workspace_id, id);
        bool visible = found.has_value();
        if constexpr (std::is_same_v<Target, Account> || std::is_same_v<Target, Opportunity> || std::is_same_v<Target, Contact>)
          visible = visible && sees_belonging(context.session, context.actor, belonging_of(*found));
        if (!visible) errors.push_back({pointer, "no_such_record", {{"value", to_string(id)}}});
      };
      const auto& value = record.*f.member;
      if (before && before->*f.member == value) return;
      const std::string pointer = "/" + std::string(f.name);
      if constexpr (requires { value.size(); }) {
        for (std::size_t k = 0; k < value.size(); ++k) check(value[k], pointer + "/" + std::to_string(k));
      } else if constexpr (requires { value.has_value(); }) {
        if (value) check(*value, pointer);
      } else {
        check(value, pointer);
      }
    }
  });
}

}  // namespace wheelhouse::service
