// Bodies of the templates of record_rules.h; include where records are created.
#pragma once
#include "service/access.h"
#include "service/record_rules.h"
#include "service/record_traits.h"
#include "text/visible.h"

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
        const auto found = storage::find_or_assume(context.session, context.actor.workspace_id, id);
        bool visible = found.has_value();
        constexpr bool is_place = std::is_same_v<Target, Account> || std::is_same_v<Target, Opportunity>;
        if constexpr (is_place || HasAccount<Target> || HasOpportunity<Target>)
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

constexpr int kLineLengthMax = 200;  // longer fields are running text, in which a new line is nothing strange

template <Reflected E>
void check_lines(const E& record, const E* before, std::vector<FieldError>& errors) {
  for_each_field<E>([&](const auto& f, std::size_t) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if constexpr (std::is_same_v<unwrapped_t<T>, std::string>) {
      if (f.limits.max_length == 0 || f.limits.max_length > kLineLengthMax) return;
      const auto& value = record.*f.member;
      if (before && before->*f.member == value) return;
      const Text text = value;
      if (!text || text->empty()) return;  // read_fields() says what is required
      const std::string pointer = "/" + std::string(f.name);
      if (const auto found = text::find_misleading_character(*text))
        errors.push_back({pointer, "misleading_character", {{"value", *found}}});
      else if (f.limits.required && !text::has_visible_character(*text))
        errors.push_back({pointer, "required", {}});
    }
  });
}

// What hangs on one deal alone; a record of another deal may not point at it.
template <class E>
concept OfOneDeal = std::is_same_v<E, Competitor> || std::is_same_v<E, Criterion> || std::is_same_v<E, Statement>;

template <Reflected E>
void check_belonging(const RuleContext& context, const E& record, const E* before, std::vector<FieldError>& errors) {
  for_each_field<E>([&](const auto& f, std::size_t i) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if constexpr (PointsAtRecord<T>) {
      using Target = typename Kind<unwrapped_t<T>>::Target;
      constexpr bool is_one = !requires(T list) { list.size(); };
      constexpr bool is_person_or_place = std::is_same_v<Target, Contact> || std::is_same_v<Target, Opportunity>;
      constexpr bool both_have_a_place = (HasAccount<Target> || HasOpportunity<Target>) && (HasAccount<E> || HasOpportunity<E>);
      if constexpr (is_one && !is_person_or_place && both_have_a_place) {
        const std::optional<Uuid> id = plain(record.*f.member);
        if (i < kRecordFieldCount || !id || (before && before->*f.member == record.*f.member)) return;
        const auto target = storage::find_record(context.session, context.actor.workspace_id, Id<Target>{*id});
        // check_references says so; and of what is somebody else's nobody learns more than that.
        if (!target || !sees_belonging(context.session, context.actor, belonging_of(*target))) return;
        const Belonging theirs = belonging_of(*target), ours = belonging_of(record);
        const std::string pointer = "/" + std::string(f.name);
        if (theirs.account_id && ours.account_id && *theirs.account_id != *ours.account_id)
          errors.push_back({pointer, "not_of_account", {}});
        else if (OfOneDeal<Target> && ours.opportunity_id && theirs.opportunity_id != ours.opportunity_id)
          errors.push_back({pointer, "not_of_opportunity", {}});
      }
    }
  });
}

template <Reflected E>
void check_people(const RuleContext& context, const E& record, const E* before, std::vector<FieldError>& errors) {
  std::optional<Uuid> account = belonging_of(record).account_id;
  if constexpr (!HasAccount<E> && HasOpportunity<E>)
    if (const auto deal = storage::find_record(context.session, context.actor.workspace_id, Id<Opportunity>{*plain(record.opportunity_id)}))
      account = plain(deal->account_id);
  if (!account) return;
  const auto check = [&](const Id<Contact>& id, const std::string& pointer) {
    const auto contact = storage::find_record(context.session, context.actor.workspace_id, id);
    if (!contact || !sees_belonging(context.session, context.actor, belonging_of(*contact))) return;  // check_references says so
    if (contact->account_id.uuid != *account) errors.push_back({pointer, "not_of_account", {}});
  };
  const bool moved = before && belonging_of(*before).account_id != belonging_of(record).account_id;
  if constexpr (requires { record.contact_id; }) {
    const std::optional<Uuid> whom = plain(record.contact_id);
    if (whom && (!before || moved || before->contact_id != record.contact_id)) check(Id<Contact>{*whom}, "/contact_id");
  }
  if constexpr (requires { record.contact_ids; }) {
    if (!before || moved || before->contact_ids != record.contact_ids)
      for (std::size_t i = 0; i < record.contact_ids.size(); ++i) check(record.contact_ids[i], "/contact_ids/" + std::to_string(i));
  }
}

}  // namespace wheelhouse::service
