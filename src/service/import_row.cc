#include "service/import_row.h"

#include <algorithm>

#include "service/local_time.h"
#include "text/fold.h"
#include "text/identifiers.h"
#include "text/utf8.h"
#include "text/visible.h"

namespace wheelhouse::service {
namespace {

using exchange::TargetEntity;

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  // The ideographic space, U+3000.
  while (text.starts_with("\xE3\x80\x80")) text.remove_prefix(3);
  while (text.ends_with("\xE3\x80\x80")) text.remove_suffix(3);
  return text;
}

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool says_yes(std::string_view text) {
  const std::string folded = text::fold_for_search(text);
  return folded == "true" || folded == "1" || folded == "yes" || folded == "y" || folded == "是" || folded == "t";
}

// Sets a plain field of an entity by its name. Returns the code of what is wrong, or nullptr. Only texts, counts and word
// lists stand here; money, dates and references have rules of their own.
template <Reflected E>
const char* set_plain(Draft<E>& draft, std::string_view field, std::string_view text) {
  const char* problem = "unknown_field";
  for_each_field<E>([&](const auto& f, std::size_t i) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    using U = unwrapped_t<T>;
    if (f.name != field) return;
    if constexpr (std::is_same_v<U, std::string>) {
      if (f.limits.max_length > 0 && count_characters(text) > static_cast<std::size_t>(f.limits.max_length)) {
        problem = "text_too_long";
        return;
      }
      // As in the app: a name that cannot be seen is none, and one that reads otherwise than it is written is a trap.
      if (field == "name" && (!text::has_visible_character(text) || text::find_misleading_character(text))) {
        problem = "misleading_name";
        return;
      }
      const bool is_code = field == "external_id" || field == "tax_code" || field == "code";
      draft.record.*f.member = is_code ? text::fold_width(text) : std::string(text);
    } else if constexpr (NamedEnum<U>) {
      std::string folded = text::fold_for_search(text);
      std::replace(folded.begin(), folded.end(), ' ', '_');
      const auto parsed = parse_enum<U>(folded);
      if (!parsed) { problem = "unknown_word"; return; }
      draft.record.*f.member = *parsed;
    } else if constexpr (std::is_same_v<U, std::int64_t>) {
      const auto number = text::parse_count(text);
      if (!number) { problem = "not_an_integer"; return; }
      if (*number < f.limits.min || *number > f.limits.max) { problem = "out_of_range_value"; return; }
      draft.record.*f.member = *number;
    } else {
      return;
    }
    problem = nullptr;
    draft.given.set(i);
    draft.present = true;
  });
  return problem;
}

template <Reflected E>
void mark_given(Draft<E>& draft, std::string_view field) {
  for_each_field<E>([&](const auto& f, std::size_t i) {
    if (f.name == field) draft.given.set(i);
  });
  draft.present = true;
}

void append_name(std::string& name, std::string_view part, bool family_name) {
  if (name.empty()) { name = part; return; }
  // Chinese family names stand before the given one without a blank; others after it.
  const auto first = text::decode_utf8(part, 0).code_point;
  const bool cjk = text::is_cjk(first);
  if (family_name && cjk) name = std::string(part) + name;
  else if (cjk) name += part;
  else if (family_name) name += " " + std::string(part);
  else name = std::string(part) + " " + name;
}

}  // namespace

std::string cut(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < characters && at < text.size(); ++n)
    for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
  return std::string(text.substr(0, at));
}

bool RowDraft::failed() const {
  return std::any_of(issues.begin(), issues.end(), [](const RowIssue& issue) { return issue.fatal; });
}

RowParser::RowParser(const FilePlan& plan, ParseContext context) : plan_(plan), context_(std::move(context)) {}

RowDraft RowParser::parse(std::span<const std::string_view> cells, std::uint64_t number) const {
  RowDraft draft;
  draft.number = number;
  draft.is_activity = plan_.entity == TargetEntity::activity;
  for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
    const ColumnPlan& column = plan_.columns[i];
    if (!column.target || column.column >= cells.size()) continue;
    const std::string_view text = trim(cells[column.column]);
    if (!text.empty()) set_cell(draft, column, i, text, cells);
  }
  finish(draft);
  return draft;
}

int RowParser::offset_on(Date date) const {
  const auto [known, is_new] = offsets_.try_emplace(date.days, 0);
  if (is_new) known->second = utc_offset_minutes(context_.time_zone, date.start()).value_or(0);
  return known->second;
}
// A day of the file is that day for the reader and on the wheel, whose days are those of UTC: the later of the two midnights.
Instant RowParser::start_of(Date date) const { return std::max(date.start(), local_start(date, offset_on(date))); }
Date RowParser::date_at(Instant at) const { return local_date(at, offset_on(date_of(at))); }

std::optional<std::string> RowParser::currency_of(TargetEntity entity, std::span<const std::string_view> cells) const {
  for (const ColumnPlan& column : plan_.columns)
    if (column.target && column.target->entity == entity && column.target->field == "currency" && column.column < cells.size()) {
      const std::string_view text = trim(cells[column.column]);
      std::string code = text::parse_currency(text);
      if (code.empty() && !text.empty()) return std::nullopt;
      return code;
    }
  return "";
}

void RowParser::set_cell(RowDraft& draft, const ColumnPlan& column, std::size_t index, std::string_view text,
                         std::span<const std::string_view> cells) const {
  const std::string_view field = column.target->field;
  const auto wrong = [&](std::string_view code) { draft.issues.push_back({index, std::string(code), cut(text, 100), false}); };
  const auto money = [&](auto& draft_of, std::optional<std::int64_t>& minor, std::string_view minor_name) {
    // The currency decides how many decimals an amount has, so it is read first, wherever its column stands.
    const std::optional<std::string> named = currency_of(column.target->entity, cells);
    if (!named) return wrong("amount_of_unknown_currency");  // in the book's own it would be another amount
    const std::string& of_row = *named;
    text::AmountOptions options;
    options.default_currency = !of_row.empty()           ? std::string_view(of_row)
                               : column.currency.empty() ? std::string_view(context_.default_currency)
                                                         : std::string_view(column.currency);
    options.decimal_mark = column.decimal_mark;
    options.power = column.amount_power;
    const auto amount = text::parse_amount(text, options);
    if (!amount) return wrong(text::problem_code(amount.error()));
    if (!of_row.empty() && !amount->currency.empty() && amount->currency != of_row) return wrong("currency_differs");
    minor = amount->minor;
    mark_given(draft_of, minor_name);
    if (const std::string currency = amount->currency.empty() ? column.currency : amount->currency; !currency.empty()) {
      draft_of.record.currency = currency;
      mark_given(draft_of, "currency");
    }
  };
  const auto moment = [&](std::optional<Instant>& at) {
    const auto date = text::parse_loose_date(text, column.date_order);
    if (!date) return wrong(text::problem_code(date.error()));
    at = date->ms_of_day ? text::instant_of(*date, offset_on(date->date)) : start_of(date->date);
  };
  const auto currency = [&](auto& draft_of) {
    const std::string code = text::parse_currency(text);
    if (code.empty()) return wrong("bad_currency");
    draft_of.record.currency = code;
    mark_given(draft_of, "currency");
  };
  const auto reference = [&](RowDraft::Reference& r) { r = {std::string(text), column.holds_id}; };
  const auto plain = [&](auto& draft_of) {
    if (const char* problem = set_plain(draft_of, field, text)) wrong(problem);
  };
  if (field == "record_id") {
    if (const auto id = parse_uuid(text); id && column.target->entity == plan_.entity) draft.record_id = id;
    return;
  }
  if (field == "is_deleted") {
    draft.deleted = draft.deleted || says_yes(text);
    return;
  }
  switch (column.target->entity) {
    case TargetEntity::account: {
      auto& a = draft.account;
      if (field == "owner") return reference(draft.account_owner);
      if (field == "parent") return reference(draft.account_parent);
      if (field == "annual_revenue") return money(a, a.record.annual_revenue_minor, "annual_revenue_minor");
      if (field == "currency") return currency(a);
      if (field == "email_domain") {
        const auto domain = text.find('@') == std::string_view::npos ? text::website_domain(text) : text::email_domain(text);
        if (!domain) return wrong("bad_email");
        if (text::is_free_mail_domain(*domain)) return;  // says nothing about the organisation
        a.record.email_domain = *domain;
        return mark_given(a, "email_domain");
      }
      return plain(a);
    }
    case TargetEntity::contact: {
      auto& c = draft.contact;
      if (field == "first_name" || field == "last_name") {
        append_name(c.record.name, text, field == "last_name");
        return mark_given(c, "name");
      }
      return plain(c);
    }
    case TargetEntity::opportunity: {
      auto& o = draft.opportunity;
      if (field == "owner") return reference(draft.opportunity_owner);
      if (field == "product") return reference(draft.opportunity_product);
      if (field == "amount") draft.amount_text = cut(text, 100);
      if (field == "amount") return money(o, o.record.amount_minor, "amount_minor");
      if (field == "currency") return currency(o);
      if (field == "engage_date") return moment(draft.engaged_at);
      if (field == "close_date") return moment(draft.close_at);
      if (field == "expected_close") {
        std::optional<Instant> at;
        moment(at);
        if (!at) return;
        o.record.expected_close = date_at(*at);
        return mark_given(o, "expected_close");
      }
      if (field == "stage") {
        draft.stage_word = text;
        o.present = true;
        for (const StageWord& word : plan_.stage_words) {
          if (word.word != text) continue;
          draft.claimed_stage = word.stage;
          // A stage of an open deal beside a result of its own column: the column says how it ended.
          if (word.result && (*word.result != OpportunityResult::open || o.record.result == OpportunityResult::open)) {
            o.record.result = *word.result;
            mark_given(o, "result");
          }
          if (!word.stage && !word.result) wrong("unknown_stage_word");
          return;
        }
        return wrong("unknown_stage_word");
      }
      if (field == "is_won") {
        if (says_yes(text)) o.record.result = OpportunityResult::won;
        return;
      }
      if (field == "is_closed") {
        if (says_yes(text) && o.record.result == OpportunityResult::open) o.record.result = OpportunityResult::lost;
        return;
      }
      return plain(o);
    }
    case TargetEntity::product: {
      auto& p = draft.product;
      if (field == "list_price") return money(p, p.record.list_price_minor, "list_price_minor");
      if (field == "currency") return currency(p);
      return plain(p);
    }
    case TargetEntity::user: {
      auto& u = draft.user;
      if (field == "first_name" || field == "last_name") {
        append_name(u.record.name, text, field == "last_name");
        return mark_given(u, "name");
      }
      if (field == "team") return reference(draft.user_team);
      if (field == "manager") return reference(draft.user_manager);
      if (field == "role") return;  // rights are given by an administrator, never by a file
      return plain(u);
    }
    case TargetEntity::activity: {
      if (field == "account") return reference(draft.activity_account);
      if (field == "opportunity") return reference(draft.activity_opportunity);
      if (field == "contact") return reference(draft.activity_contact);
      if (field == "owner") return reference(draft.activity_owner);
      if (field == "subject") draft.activity_subject = cut(text, 200);
      else if (field == "text") draft.activity_text = cut(text, 10'000);
      else if (field == "kind") draft.activity_kind = cut(text, 100);
      else if (field == "external_id") draft.activity_external_id = cut(text, 100);
      else if (field == "at") moment(draft.activity_at);
      return;
    }
  }
}

// What follows from several cells together.
void RowParser::finish(RowDraft& draft) const {
  const auto require = [&](bool condition, const char* code) {
    if (condition || draft.record_id) return;
    // A name that could not be taken is what is wrong, not that there is none.
    const auto cause = std::find_if(draft.issues.begin(), draft.issues.end(),
                                    [](const RowIssue& i) { return i.code == "text_too_long" || i.code == "misleading_name"; });
    if (cause != draft.issues.end()) cause->fatal = true;
    else draft.issues.push_back({kWholeRow, code, "", true});
  };
  draft.link_only = plan_.recognised.ends_with("_links");
  if (draft.opportunity.present || !draft.opportunity_owner.empty() || !draft.opportunity_product.empty() || draft.engaged_at ||
      draft.close_at) {
    auto& o = draft.opportunity;
    o.present = plan_.entity == TargetEntity::opportunity || o.present;
    // A list of customers with a stage or an amount beside each name states one deal a row.
    if (o.present && o.record.name.empty()) {
      if (!draft.account.record.name.empty() && !draft.opportunity_product.empty())
        o.record.name = draft.account.record.name + " · " + draft.opportunity_product.text;
      else if (!draft.account.record.name.empty()) o.record.name = draft.account.record.name;
      else if (o.record.external_id && draft.link_only) o.record.name.clear();
      else if (o.record.external_id)
        o.record.name =
            draft.opportunity_product.empty() ? *o.record.external_id : draft.opportunity_product.text + " · " + *o.record.external_id;
      o.record.name = cut(o.record.name, 200);
    }
    if (o.record.result != OpportunityResult::open) {
      if (!draft.close_at && o.record.expected_close) draft.close_at = start_of(*o.record.expected_close);
    } else if (draft.close_at) {
      o.record.expected_close = date_at(*draft.close_at);
      mark_given(o, "expected_close");
      draft.close_at.reset();
    }
    const auto not_later = [&](std::optional<Instant>& at, const char* code) {
      if (!at || *at <= context_.now) return;
      draft.issues.push_back({kWholeRow, code, to_string(*at), false});
      at.reset();
    };
    not_later(draft.engaged_at, "engaged_in_the_future");
    not_later(draft.close_at, "closing_left_out");
  }
  if (plan_.entity == TargetEntity::opportunity && !draft.link_only)
    require(!draft.opportunity.record.name.empty(), "row_without_name");
  if (plan_.entity == TargetEntity::account) require(!draft.account.record.name.empty(), "row_without_name");
  if (plan_.entity == TargetEntity::contact) require(!draft.contact.record.name.empty(), "row_without_name");
  if (plan_.entity == TargetEntity::product) require(!draft.product.record.name.empty(), "row_without_name");
  if (plan_.entity == TargetEntity::user) require(!draft.user.record.name.empty(), "row_without_name");
  if (draft.is_activity) require(!draft.activity_text.empty() || !draft.activity_subject.empty(), "row_without_text");
}

}  // namespace wheelhouse::service
