// `wheelhouse user add | reset | list` and `wheelhouse key add`: people and keys, with one-time links instead of passwords.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/command.h"
#include "cli/in_transaction.h"
#include "lang/language.h"
#include "reflect/json.h"
#include "service/api_keys.h"
#include "service/match_keys.h"
#include "service/one_time_link.h"
#include "service/user_service.h"
#include "storage/match_store.h"

namespace wheelhouse::cli {
namespace {

struct Options {
  std::string name, email, role = "seller", team, user, label, scope = "read";
  bool drop_second_factor = false;
};

Result<User> find_user(storage::Session& session, std::int64_t workspace_id, const std::string& text) {
  std::vector<Uuid> found;
  if (const auto id = parse_uuid(text)) found.push_back(*id);
  else found = storage::find_by_match_key(session, workspace_id, service::email_key("user", text), 2);
  if (found.size() == 1)
    if (auto user = storage::find_record(session, workspace_id, Id<User>{found.front()})) return *user;
  return fail(Error::make(Errc::not_found, "no_such_owner", {{"value", text}}));
}

void print_link(Invocation& invocation, const User& user, const std::string& path) {
  if (invocation.json) {
    std::string json;
    json_text::Object object(json);
    object.string("id", to_string(user.id));
    object.string("link", path);
    object.close();
    invocation.output.out(json + "\n");
  } else {
    invocation.output.out(lang::text(invocation.language, "cli.user.link", {{"name", user.name}, {"link", path}}) + "\n");
  }
}

int add_user(const Options& options, Invocation& invocation, Book& book) {
  std::optional<service::CreatedUser> created;
  const auto done = in_transaction(book, [&](service::UnitOfWork& work) -> Result<void> {
    boost::json::object input{{"name", options.name}, {"email", options.email}, {"role", options.role}};
    if (!options.team.empty()) {
      const auto teams = storage::find_by_match_key(work.session(), work.workspace_id(), service::name_key("team", options.team), 2);
      if (teams.size() != 1) return fail(Error::invalid_field("--team", "no_such_record", {{"value", options.team}}));
      input["team_id"] = to_string(teams.front());
    }
    auto made = service::create_user(work, input);
    if (!made) return fail(made.error());
    created = std::move(*made);
    return {};
  });
  if (!done) return print_error(invocation, done.error());
  print_link(invocation, created->user,
             created->invite_token ? service::link_path(service::LinkPurpose::invite, *created->invite_token) : "");
  return kOk;
}

int reset_user(const Options& options, Invocation& invocation, Book& book) {
  std::optional<User> user;
  service::AccessLink link;
  const auto done = in_transaction(book, [&](service::UnitOfWork& work) -> Result<void> {
    auto found = find_user(work.session(), work.workspace_id(), options.user);
    if (!found) return fail(found.error());
    auto issued = service::issue_access_link(work, found->id, options.drop_second_factor);
    if (!issued) return fail(issued.error());
    user = std::move(*found);
    link = std::move(*issued);
    return {};
  });
  if (!done) return print_error(invocation, done.error());
  print_link(invocation, *user,
             service::link_path(link.is_invitation ? service::LinkPurpose::invite : service::LinkPurpose::reset, link.token));
  return kOk;
}

int list_users(Invocation& invocation, Book& book) {
  std::string out = invocation.json ? "[" : "";
  book.database.read([&](storage::Session& session) {
    for (const User& user : storage::select_records<User>(session, book.actor.workspace_id, "1 = 1 ORDER BY name, id", {})) {
      if (invocation.json) {
        if (out.size() > 1) out += ',';
        write_json(out, user);
      } else {
        out += to_string(user.id) + "  " + std::string(to_string(user.role)) + "  " + user.name + "  " + user.email.value_or("") + "\n";
      }
    }
  });
  invocation.output.out(invocation.json ? out + "]\n" : out);
  return kOk;
}

int add_key(const Options& options, Invocation& invocation, Book& book) {
  std::optional<service::MadeKey> made;
  const auto done = in_transaction(book, [&](service::UnitOfWork& work) -> Result<void> {
    // Without a person named, the key acts for the administrator of longest standing.
    std::optional<User> user;
    if (options.user.empty()) {
      const auto admins =
          storage::select_records<User>(work.session(), work.workspace_id(), "role = 'admin' AND disabled = 0 ORDER BY id LIMIT 1", {});
      if (!admins.empty()) user = admins.front();
    } else {
      auto found = find_user(work.session(), work.workspace_id(), options.user);
      if (!found) return fail(found.error());
      user = std::move(*found);
    }
    if (!user) return fail(Error::make(Errc::not_found, "no_admin_yet"));
    service::Actor actor = work.actor();
    actor.user_id = user->id.uuid;
    auto key = service::add_key(
        work.session(), actor, {options.label, options.scope == "write" ? service::KeyScope::write : service::KeyScope::read, std::nullopt},
        work.now());
    if (!key) return fail(key.error());
    made = std::move(*key);
    return {};
  });
  if (!done) return print_error(invocation, done.error());
  if (invocation.json) {
    std::string json;
    json_text::Object object(json);
    object.string("id", to_string(made->row.id));
    object.string("key", made->key);
    object.close();
    invocation.output.out(json + "\n");
  } else {
    invocation.output.out(made->key + "\n");
  }
  return kOk;
}

}  // namespace

void add_user_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* user = app.add_subcommand("user");
  user->require_subcommand(1);
  CLI::App* add = user->add_subcommand("add");
  add->add_option("--name", options->name)->required();
  add->add_option("--email", options->email)->required();
  add->add_option("--role", options->role)->check(CLI::IsMember({"admin", "manager", "seller", "coach", "viewer"}))->capture_default_str();
  add->add_option("--team", options->team);
  add->callback([&action, options] { action.on_book = [options](Invocation& i, Book& b) { return add_user(*options, i, b); }; });
  CLI::App* reset = user->add_subcommand("reset");
  reset->add_option("USER", options->user)->required();
  reset->add_flag("--drop-second-factor", options->drop_second_factor);
  reset->callback([&action, options] { action.on_book = [options](Invocation& i, Book& b) { return reset_user(*options, i, b); }; });
  user->add_subcommand("list")->callback([&action] { action.on_book = list_users; });
}

void add_key_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* key = app.add_subcommand("key");
  key->require_subcommand(1);
  CLI::App* add = key->add_subcommand("add");
  add->add_option("--label", options->label)->required();
  add->add_option("--user", options->user);
  add->add_option("--scope", options->scope)->check(CLI::IsMember({"read", "write"}))->capture_default_str();
  add->callback([&action, options] { action.on_book = [options](Invocation& i, Book& b) { return add_key(*options, i, b); }; });
}

}  // namespace wheelhouse::cli
