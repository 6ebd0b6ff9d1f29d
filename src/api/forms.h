// The bodies of requests that are no records: what signing in, passwords and the like are sent with. Declared like
// entities, so that one reader finds every wrong field.
#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "api/list_query.h"
#include "api/route.h"
#include "domain/record.h"
#include "reflect/json.h"

namespace wheelhouse::api {

struct SignInForm {
  std::string email, password, code, token;  // e-mail and password, or the token of a link
};
struct SignInReturnForm {
  std::string code, state, iss, error;  // as the provider sent the browser back with
  std::string second_factor;
};
struct PasswordForm {
  std::string token, current;  // of a link, or the present password
  std::string new_password;
};
struct LocaleForm {
  std::string locale;
};
struct CodeForm {
  std::string code;
};
struct CurrentPasswordForm {
  std::string current;
};
struct ConfirmForm {
  std::string current;  // "" of whoever has no password
};
struct ResetForm {
  bool second_factor = false;  // it goes too
};

}  // namespace wheelhouse::api

namespace wheelhouse {
template <>
struct Entity<api::SignInForm> {
  using F = api::SignInForm;
  static constexpr std::string_view name = "sign_in", collection = "session";
  static constexpr auto fields =
      std::tuple{field(&F::email, "email", {.max_length = 200}), field(&F::password, "password", {.max_length = 200}),
                 field(&F::code, "code", {.max_length = 40}), field(&F::token, "token", {.max_length = 100})};
};
template <>
struct Entity<api::SignInReturnForm> {
  using F = api::SignInReturnForm;
  static constexpr std::string_view name = "sign_in_return", collection = "single_sign_on";
  static constexpr auto fields =
      std::tuple{field(&F::code, "code", {.max_length = 4000}), field(&F::state, "state", {.max_length = 100}),
                 field(&F::iss, "iss", {.max_length = 1000}), field(&F::error, "error", {.max_length = 200}),
                 field(&F::second_factor, "second_factor", {.max_length = 40})};
};
template <>
struct Entity<api::PasswordForm> {
  using F = api::PasswordForm;
  static constexpr std::string_view name = "password", collection = "password";
  static constexpr auto fields =
      std::tuple{field(&F::token, "token", {.max_length = 100}), field(&F::current, "current", {.max_length = 200}),
                 field(&F::new_password, "new_password", {.required = true, .max_length = 200})};
};
template <>
struct Entity<api::LocaleForm> {
  static constexpr std::string_view name = "locale", collection = "session";
  static constexpr auto fields = std::tuple{field(&api::LocaleForm::locale, "locale", {.required = true, .max_length = 10})};
};
template <>
struct Entity<api::CodeForm> {
  static constexpr std::string_view name = "code", collection = "totp";
  static constexpr auto fields = std::tuple{field(&api::CodeForm::code, "code", {.required = true, .max_length = 40})};
};
template <>
struct Entity<api::CurrentPasswordForm> {
  static constexpr std::string_view name = "current_password", collection = "totp";
  static constexpr auto fields = std::tuple{field(&api::CurrentPasswordForm::current, "current", {.required = true, .max_length = 200})};
};
template <>
struct Entity<api::ConfirmForm> {
  static constexpr std::string_view name = "confirm", collection = "sessions";
  static constexpr auto fields = std::tuple{field(&api::ConfirmForm::current, "current", {.max_length = 200})};
};
template <>
struct Entity<api::ResetForm> {
  static constexpr std::string_view name = "reset", collection = "users";
  static constexpr auto fields = std::tuple{field(&api::ResetForm::second_factor, "second_factor")};
};
static_assert(every_member_is_described<api::SignInForm>());
static_assert(every_member_is_described<api::SignInReturnForm>());
static_assert(every_member_is_described<api::PasswordForm>());
}  // namespace wheelhouse

namespace wheelhouse::api {

template <Reflected F>
Result<F> read_form(const Call& call) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  F form;
  std::vector<FieldError> errors;
  read_fields(*input, form, ReadMode::create, errors);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return form;
}

}  // namespace wheelhouse::api
