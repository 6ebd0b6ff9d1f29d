#include "service/demo_book.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "method/evidence_table.h"
#include "service/demo_teller.h"
#include "service/demo_texts.h"
#include "service/password.h"
#include "service/record_service.h"
#include "service/set_up.h"
#include "service/token.h"
#include "service/workspace.h"

namespace wheelhouse::service {
namespace {

using demo::Customer;
using demo::Plot;

using demo::Action;
using demo::in_office_hours;
using demo::kShanghaiMs;
using demo::Refused;
using demo::require;

class Book {
 public:
  Book(Instant now, Id<User> admin) : now_(now), sellers_{admin} {}

  std::vector<Action> actions;
  Instant ago(double days) const { return {now_.ms - static_cast<std::int64_t>(days * static_cast<double>(kMsPerDay))}; }
  void at(Instant when, std::function<void(UnitOfWork&)> run) { actions.push_back({std::min(when, now_), std::move(run)}); }

  void add_people_of_ours();
  void add_products();
  void add_customer(const Customer& customer, int index);

 private:
  struct Story;
  void add_contacts(const Customer& c, int index, Id<Account> account, Instant when);
  void add_deal(const Customer& c, int index, Id<Account> account);
  void add_stages(const Customer& c, int index, Story& story);
  void add_calls(const Customer& c, int index, Story& story);
  void add_next_steps(const Customer& c, int index, Story& story);
  void add_selling(const Customer& c, int index, const Story& story);
  void add_buyer(const Customer& c, int index, const Story& story);
  void say(const Customer& c, int index, Story& story, EvidenceCode code, Instant when, int contact,
           std::optional<SourceClass> source = std::nullopt);
  void mark(Story& story, StageEventKind kind, std::optional<Stage> stage, Instant when, std::string reason);
  template <Reflected E>
  void write(Instant when, E record) {
    at(when, [record](UnitOfWork& work) mutable { require(create_checked(work, record)); });
  }
  template <Reflected E>
  static Id<E> new_id(Instant when) { return {make_uuid_v7(when.ms)}; }

  const Instant now_;
  std::vector<Id<User>> sellers_;
  Id<User> manager_;
  std::vector<Id<Product>> products_;
  std::vector<std::vector<Id<Contact>>> contacts_ = std::vector<std::vector<Id<Contact>>>(demo::kCustomers.size());
};

struct Book::Story {
  Id<Account> account;
  Id<Opportunity> deal;
  Instant opened;
  std::vector<Instant> entered = std::vector<Instant>(8);  // when each stage was proven
};

constexpr double kFirstDaysAgo = 420;

bool is_open(const Customer& c) {
  return c.plot != Plot::none && c.plot != Plot::won && c.plot != Plot::lost && c.plot != Plot::no_decision && c.plot != Plot::lap_closed;
}
bool among_the_largest(const Customer& c) {
  constexpr std::ptrdiff_t kLargest = 3;
  return is_open(c) && std::count_if(demo::kCustomers.begin(), demo::kCustomers.end(), [&](const Customer& other) {
                         return is_open(other) && other.amount_10k > c.amount_10k;
                       }) < kLargest;
}

void Book::add_people_of_ours() {
  const Instant start = ago(kFirstDaysAgo);
  Team east, overseas;
  east.id = new_id<Team>(start);
  east.name = "国内大客户部";
  overseas.id = new_id<Team>(start);
  overseas.name = "International accounts";
  write(start, east);
  write(start, overseas);
  const struct { const char* name; UserRole role; bool abroad; } people[] = {
      {"周启航", UserRole::seller, false}, {"沈若兰", UserRole::seller, false}, {"Emma Clarke", UserRole::seller, true},
      {"Daniel Ortiz", UserRole::seller, true}, {"何立群", UserRole::manager, false}, {"Ruth Bergman", UserRole::coach, true}};
  for (const auto& person : people) {
    User user;
    user.id = new_id<User>(start);
    user.name = person.name;
    user.role = person.role;
    user.team_id = person.abroad ? overseas.id : east.id;
    user.locale = person.abroad ? "en" : "zh-CN";
    if (person.role == UserRole::seller) sellers_.push_back(user.id);
    if (person.role == UserRole::manager) manager_ = user.id;
    write(start, user);
  }
}

void Book::add_products() {
  const struct { const char *name, *code, *family; std::int64_t price; } list[] = {
      {"自动化立体库 HighBay", "HB-20", "存储 Storage", 680'000'00}, {"四向穿梭车 Shuttle", "SH-04", "存储 Storage", 96'000'00},
      {"货到人拣选 GoodsToPerson", "GP-12", "拣选 Picking", 320'000'00}, {"交叉带分拣 Sorter", "CB-80", "分拣 Sorting", 1'250'000'00},
      {"追溯软件 TraceLine", "TL-01", "软件 Software", 180'000'00}, {"冷库机器人 PolarBot", "PB-25", "冷链 Cold chain", 410'000'00}};
  for (const auto& row : list) {
    Product product;
    product.id = new_id<Product>(ago(kFirstDaysAgo));
    product.name = row.name;
    product.code = row.code;
    product.family = row.family;
    product.list_price_minor = row.price;
    product.currency = "CNY";
    products_.push_back(product.id);
    write(ago(kFirstDaysAgo - 1), product);
  }
  std::ranges::move(demo::product_features(products_, ago(kFirstDaysAgo - 2)), std::back_inserter(actions));
  std::ranges::move(demo::self_checks(sellers_, manager_, now_), std::back_inserter(actions));
}

// Some deals show the whole way from a problem to its value; METHOD §12.10's story is among them.
void Book::add_selling(const Customer& c, int index, const Story& story) {
  const bool of_the_method = c.alias == demo::kAliasOfTheMethod;
  const bool large = among_the_largest(c), ordered = c.plot == Plot::won || c.plot == Plot::lap_closed;
  const bool shown = c.plot == Plot::proven || c.plot == Plot::skipped || ordered;
  if (!shown || (index % 2 && index > 8 && !of_the_method && !large && !ordered)) return;
  demo::SellingDeal deal;
  deal.index = index;
  deal.english = c.english;
  deal.lap_of_the_method = of_the_method;
  deal.lap_closed = c.plot == Plot::lap_closed;
  deal.large = large;
  deal.stage = stage_number(deal.lap_closed ? Stage::reassessment : c.stage);
  deal.amount_minor = std::int64_t{c.amount_10k} * 10'000 * 100;
  deal.account = story.account;
  deal.deal = story.deal;
  deal.owner = sellers_[static_cast<std::size_t>(c.owner)];
  deal.product = products_[static_cast<std::size_t>(index) % products_.size()];
  deal.people = contacts_[static_cast<std::size_t>(index)];
  std::copy(story.entered.begin(), story.entered.end(), deal.entered.begin());
  deal.now = now_;
  std::ranges::move(demo::selling_story(deal), std::back_inserter(actions));
  std::ranges::move(demo::ground_story(deal), std::back_inserter(actions));
  std::ranges::move(demo::growth_story(deal), std::back_inserter(actions));
}

// What the buyer looks for is known of most: not of deals that were only imported, nor of every other one.
void Book::add_buyer(const Customer& c, int index, const Story& story) {
  if (c.plot == Plot::claimed || c.plot == Plot::lost || c.plot == Plot::no_decision || index % 8 == 4) return;
  const auto& people = contacts_[static_cast<std::size_t>(index)];
  write(std::max(story.opened, ago(7)), demo::buyer_profile({index, among_the_largest(c), story.deal, manager_, people.front()}));
}

void Book::add_contacts(const Customer& c, int index, Id<Account> account, Instant when) {
  const int people = 3 + index % 4;
  auto& list = contacts_[static_cast<std::size_t>(index)];
  // Different customers have different people in the foreground; the first one is somebody who can decide.
  for (int i = 0; i < people; ++i) {
    const auto& who = demo::kPeople[static_cast<std::size_t>(i == 0 ? index % 2 : (i * 3 + index) % 10)];
    Contact contact;
    contact.id = new_id<Contact>(when);
    contact.account_id = account;
    contact.name = c.english ? who.en_name : who.zh_name;
    contact.title = c.english ? who.en_title : who.zh_title;
    contact.role = who.role;
    contact.level = who.level;
    contact.influence = who.influence;
    if ((i + index) % 5 != 4) contact.attitude = ((index * 7 + i * 5) % 5) - 1 > 2 ? 2 : ((index * 7 + i * 5) % 4) - 1;
    if (contact.attitude.value_or(0) < 0 && index % 4 != 3) {  // of some nobody has asked why
      const auto& why = demo::kOpposition[static_cast<std::size_t>(index + i) % demo::kOpposition.size()];
      contact.opposition_cause = why.cause;
      contact.opposition_words = c.english ? why.en : why.zh;
    }
    if ((i + index) % 3 != 2) contact.style = static_cast<Style>((index + i * 3) % 4);
    if (i > 0 && (i + index) % 2) contact.reports_to_id = list.front();
    list.push_back(contact.id);
    write(when, contact);
  }
}

void Book::say(const Customer& c, int index, Story& story, EvidenceCode code, Instant when, int contact,
               std::optional<SourceClass> source) {
  const auto* saying =
      std::find_if(std::begin(demo::kSayings), std::end(demo::kSayings), [&](const demo::Saying& s) { return s.code == code; });
  WH_ASSERT(saying != std::end(demo::kSayings));
  const auto& people = contacts_[static_cast<std::size_t>(index)];
  Evidence e;
  e.account_id = story.account;
  e.opportunity_id = story.deal;
  e.contact_id = people[static_cast<std::size_t>(contact) % people.size()];
  e.code = code;
  e.source_class = source.value_or(saying->source);
  std::string text((c.english ? saying->en : saying->zh)[index % 2]);
  if (e.source_class == SourceClass::document) e.document = text;
  else e.quote = text;
  e.observed_at = when;
  write(when, e);
}

void Book::mark(Story& story, StageEventKind kind, std::optional<Stage> stage, Instant when, std::string reason) {
  StageEvent event;
  event.opportunity_id = story.deal;
  event.kind = kind;
  event.stage = stage;
  event.at = when;
  if (!reason.empty()) event.reason = std::move(reason);
  if (kind == StageEventKind::claim) event.source = "import";
  write(when, event);
}

// The starred evidence that proves each stage, and one more that is often heard there.
void Book::add_stages(const Customer& c, int index, Story& story) {
  const struct { Stage stage; EvidenceCode proof, more; } steps[] = {
      {Stage::recognition, EvidenceCode::AK1, EvidenceCode::AK4},    {Stage::decision, EvidenceCode::DE1, EvidenceCode::DE2},
      {Stage::criteria, EvidenceCode::CR1, EvidenceCode::CR2},       {Stage::assessment, EvidenceCode::EV1, EvidenceCode::EV3},
      {Stage::investigation, EvidenceCode::IN1, EvidenceCode::IN3},  {Stage::choice, EvidenceCode::CH1, EvidenceCode::CH3},
      {Stage::reassessment, EvidenceCode::RE1, EvidenceCode::RE3}};
  Stage reach = c.stage;
  if (c.plot == Plot::won || c.plot == Plot::lap_closed) reach = Stage::reassessment;
  if (c.plot == Plot::regressed) reach = static_cast<Stage>(std::min(static_cast<int>(c.stage) + 2, 6));
  if (c.plot == Plot::overridden) reach = Stage::recognition;
  if (c.plot == Plot::claimed) return mark(story, StageEventKind::claim, c.stage, ago(c.dwell_days), "");
  if (c.plot == Plot::late) {
    mark(story, StageEventKind::late_entry, std::nullopt, ago(c.dwell_days), c.english ? "Came with a tender already running" : "带着招标文件来的");
    // What lets a late entry in is one thing beyond doubt: the tender's own paper, or a check they put on paper.
    return say(c, index, story, c.stage == Stage::criteria ? EvidenceCode::EV2 : EvidenceCode::IN1, ago(c.dwell_days), 0,
               SourceClass::document);
  }
  const double end = c.plot == Plot::regressed ? c.dwell_days + 20 : c.plot == Plot::lap_closed ? c.dwell_days + 70 : c.dwell_days;
  const double begin = static_cast<double>(now_.ms - story.opened.ms) / kMsPerDay - 3;
  const int last = static_cast<int>(reach);
  for (const auto& step : steps) {
    const int number = static_cast<int>(step.stage);
    if (number > last) break;
    if (c.plot == Plot::skipped && step.stage == Stage::assessment) continue;
    const double days = last == 1 ? end : begin - (begin - end) * (number - 1) / (last - 1);
    story.entered[static_cast<std::size_t>(number)] = ago(days);
    say(c, index, story, step.proof, ago(days), number);
    if ((index + number) % 2 && days > 4) say(c, index, story, step.more, ago(days - 3), number + 1);
  }
  if (c.plot == Plot::regressed)
    mark(story, StageEventKind::regression, c.stage, ago(c.dwell_days), c.english ? "It is not that bad after all" : "先放一放，也没那么急");
  if (c.plot == Plot::overridden)
    mark(story, StageEventKind::override_, c.stage, ago(c.dwell_days), c.english ? "Seen the paper myself" : "我在现场看到了需求书，证据待补");
  if (c.plot == Plot::lap_closed) {
    say(c, index, story, EvidenceCode::SA1, ago(c.dwell_days + 1), 0);
    say(c, index, story, EvidenceCode::SA2, ago(c.dwell_days), 1);
  }
}

void Book::add_calls(const Customer& c, int index, Story& story) {
  const auto& people = contacts_[static_cast<std::size_t>(index)];
  const double since = static_cast<double>(now_.ms - story.opened.ms) / kMsPerDay;
  const int held = 2 + index % 3;
  for (int i = 0; i < held; ++i) {
    const Instant when = in_office_hours(ago(std::max(1.0, since * (held - i) / (held + 1) - 1)));
    Call call;
    call.id = new_id<Call>(when);
    call.account_id = story.account;
    call.opportunity_id = story.deal;
    call.owner_id = sellers_[static_cast<std::size_t>(c.owner)];
    const auto& subject = demo::kSubjects[static_cast<std::size_t>(index + i) % demo::kSubjects.size()];
    call.subject = c.english ? subject.en : subject.zh;
    call.status = CallStatus::held;
    call.held_at = when;
    if (i != 1) call.objective = c.english ? "They name an owner for the figures" : "客户指定专人给数据";
    call.contact_ids = {people[static_cast<std::size_t>(i) % people.size()]};
    const bool told_elsewhere = c.alias == demo::kAliasOfTheMethod;
    if (!told_elsewhere) demo::log_talk(index, i, call);
    write(when, call);
    if (!told_elsewhere)
      for (Question& question : demo::asked_in(call, i, c.english)) {
        question.id = new_id<Question>(when);
        write(when, question);
      }
    Commitment promise;
    promise.call_id = call.id;
    promise.opportunity_id = story.deal;
    promise.contact_id = call.contact_ids.front();
    // Calls without an objective end in "we will think about it" more often than others; never two in a row of one deal.
    const bool vague = index % 3 == 0 ? index % 2 == 0 && i == 0 : i == 1 || i == 3;
    promise.action = vague ? CommitmentAction::think_about_it : i % 2 ? CommitmentAction::meet_senior : CommitmentAction::give_data;
    const auto& words = demo::kPromises[static_cast<std::size_t>(index + i) % demo::kPromises.size()];
    promise.text = std::string(c.english ? words.en : words.zh);
    promise.due_at = Instant{when.ms + 7 * kMsPerDay};
    promise.status = i + 1 < held ? CommitmentStatus::met : CommitmentStatus::open;
    write(when, promise);
    if (i > 0) continue;
    Commitment ours;
    ours.call_id = call.id;
    ours.opportunity_id = story.deal;
    ours.who = CommitmentWho::us;
    ours.owner_id = call.owner_id;
    ours.action = CommitmentAction::give_data;
    ours.text = c.english ? "Send the comparison of total cost" : "提供总成本对比";
    ours.due_at = Instant{when.ms + 4 * kMsPerDay};
    ours.status = index % 6 == 5 ? CommitmentStatus::open : CommitmentStatus::met;
    write(when, ours);
  }
  if (index % 4 == 0) {
    Call next;
    next.account_id = story.account;
    next.opportunity_id = story.deal;
    next.owner_id = sellers_[static_cast<std::size_t>(c.owner)];
    next.subject = c.english ? "Agree the scoring sheet" : "评分表确认会";
    // Half past eight to five in Shanghai, today or tomorrow.
    const Date day = date_of(Instant{now_.ms + kShanghaiMs});
    constexpr std::int64_t kHalfHourMs = 1'800'000;
    next.held_at = Instant{day.start().ms - kShanghaiMs + (index % 8 == 0 ? 0 : kMsPerDay) + (17 + index * 7 % 18) * kHalfHourMs};
    if (index % 8 == 0) next.objective = c.english ? "They state the weights" : "请客户说出权重";
    next.contact_ids = {people.front()};
    write(ago(2), next);
  }
}

void Book::add_next_steps(const Customer& c, int index, Story& story) {
  if (index % 5 == 3) return;  // some have none: Today says so
  NextStep step;
  step.account_id = story.account;
  step.opportunity_id = story.deal;
  step.owner_id = sellers_[static_cast<std::size_t>(c.owner)];
  const auto& words = demo::kNextSteps[static_cast<std::size_t>(index) % demo::kNextSteps.size()];
  step.text = c.english ? words.en : words.zh;
  step.due_on = Date{date_of(now_).days + (index % 7) - 2};
  write(ago(5), step);
  Note note;
  note.opportunity_id = story.deal;
  const auto& remark = demo::kNotes[static_cast<std::size_t>(index) % demo::kNotes.size()];
  note.text = c.english ? remark.en : remark.zh;
  note.at = ago(6);
  write(ago(6), note);
  if (c.amount_10k == 0 || index % 3) return;
  Competitor rival;
  rival.opportunity_id = story.deal;
  if (index % 2) {
    rival.name = c.english ? "Borealis Systems" : "铂域自动化";
    rival.kind = CompetitorKind::rival;
    rival.claims = c.english ? "Cheaper by a fifth" : "便宜两成";
  } else {
    rival.name = c.english ? "Stay as they are" : "维持现状";
    rival.kind = CompetitorKind::do_nothing;
    rival.claims = c.english ? "It still runs for a year" : "再撑一年也能用";
  }
  write(ago(8), rival);
}

void Book::add_deal(const Customer& c, int index, Id<Account> account) {
  Story story;
  story.account = account;
  story.opened = ago(c.dwell_days + 30.0 + 22.0 * static_cast<int>(c.stage) +
                     (c.plot == Plot::lap_closed || c.plot == Plot::won ? 120 : 0) + index % 13);
  Opportunity o;
  story.deal = o.id = new_id<Opportunity>(story.opened);
  o.account_id = account;
  o.owner_id = sellers_[static_cast<std::size_t>(c.owner)];
  o.name = c.deal;
  if (c.amount_10k > 0) {
    o.amount_minor = std::int64_t{c.amount_10k} * 10'000 * 100;
    o.currency = "CNY";
  }
  o.product_id = products_[static_cast<std::size_t>(index) % products_.size()];
  o.opened_at = story.opened;
  o.expected_close = Date{date_of(now_).days + 40 + index % 60};
  // Most sellers keep pace; every third is a step ahead of the customer, a few are behind.
  const int lead = index % 3 == 0 ? 1 : index % 7 == 0 ? -1 : 0;
  o.seller_step = static_cast<SellerStep>(std::clamp(static_cast<int>(c.stage) + lead, 0, 7));
  if (index % 2) o.improvement_sentence = c.english ? "Night shift from 14 people to 4 by spring" : "夜班从 14 人降到 4 人，明年春天见效";
  write(story.opened, o);
  add_stages(c, index, story);
  add_calls(c, index, story);
  add_selling(c, index, story);
  add_buyer(c, index, story);
  if (c.plot == Plot::won || c.plot == Plot::lost || c.plot == Plot::no_decision || c.plot == Plot::lap_closed) {
    const OpportunityResult result = c.plot == Plot::lost          ? OpportunityResult::lost
                                     : c.plot == Plot::no_decision ? OpportunityResult::no_decision
                                                                   : OpportunityResult::won;
    const Instant when = ago(c.plot == Plot::lap_closed ? c.dwell_days + 70 : c.dwell_days);
    at(when, [id = o.id, result, when](UnitOfWork& work) {
      boost::json::object change{{"result", to_string(result).data()}, {"closed_at", to_string(when)}};
      if (auto closed = update_record(work, id, std::nullopt, change); !closed) throw Refused{closed.error()};
    });
    if (result != OpportunityResult::won) return;
  }
  add_next_steps(c, index, story);
}

void Book::add_customer(const Customer& c, int index) {
  const Instant when = ago(kFirstDaysAgo - 20 - index);
  Account account;
  account.id = new_id<Account>(when);
  account.name = c.name;
  if (!c.alias.empty()) account.alias = std::string(c.alias);
  account.owner_id = sellers_[static_cast<std::size_t>(c.owner)];
  account.industry = std::string(c.industry);
  account.city = std::string(c.city);
  account.region = std::string(c.region);
  account.tier = index % 4 == 3 ? AccountTier::watch : AccountTier::key;
  account.buyer_type = demo::buyer_kind(index, among_the_largest(c));
  account.employees = 120 + 37 * index;
  if (index % 3 == 0) {
    account.keyness = {4, 3, 3, 3, 2, 3, 2};
    account.attractiveness = {3, 3, 2, 3, 2, 3};
    account.strength = {2, 2, 3, 3};
  }
  write(when, account);
  add_contacts(c, index, account.id, Instant{when.ms + kMsPerDay});
  if (c.plot != Plot::none) add_deal(c, index, account.id);
}

// The book's own administrator when there is one (the demo chosen during set-up), else the demo's.
Result<User> find_or_make_admin(storage::Database& database, Instant now) {
  std::optional<User> present;
  database.read([&](storage::Session& session) {
    const auto admins = storage::select_records<User>(session, kWorkspaceId, "role = 'admin' AND disabled = 0 ORDER BY id LIMIT 1", {});
    if (!admins.empty()) present = admins.front();
  });
  if (present) return *present;
  SetUp set_up;
  set_up.locale = "zh-CN";
  set_up.name = "林晓彤";
  set_up.email = "lin@demo";
  set_up.password = make_token();  // told to nobody: the link printed at the start signs in
  set_up.workspace_name = "恒川智能物流";
  set_up.currency = "CNY";
  set_up.time_zone = "Asia/Shanghai";
  PasswordHasher hasher;
  return create_first_admin(database, hasher, set_up, Instant{now.ms - static_cast<std::int64_t>(kFirstDaysAgo + 1) * kMsPerDay});
}

}  // namespace

Result<void> fill_demo_book(storage::Database& database, Instant now) {
  bool empty = false;
  database.read([&](storage::Session& session) { empty = session.query_integer("SELECT count(*) FROM accounts") == 0; });
  if (!empty) return {};
  auto admin = find_or_make_admin(database, now);
  if (!admin) return fail(admin.error());

  Book book(now, admin->id);
  book.add_people_of_ours();
  book.add_products();
  for (std::size_t i = 0; i < demo::kCustomers.size(); ++i) book.add_customer(demo::kCustomers[i], static_cast<int>(i));
  std::stable_sort(book.actions.begin(), book.actions.end(), [](const Action& a, const Action& b) { return a.at < b.at; });
  Actor actor;
  actor.user_id = admin->id.uuid;
  actor.role = UserRole::admin;
  try {
    database.write([&](storage::Session& session) {
      for (const Action& action : book.actions) {
        UnitOfWork work(session, actor, action.at);
        action.run(work);
        work.finish();
      }
      set_book(session, actor.workspace_id, BookKind::demo);
    });
  } catch (const Refused& refused) {
    return fail(refused.error);
  }
  return {};
}

}  // namespace wheelhouse::service
