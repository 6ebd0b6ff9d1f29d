// What a handler answers, before it becomes an HTTP response.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"

namespace wheelhouse::api {

struct Reply {
  int status = 200;
  std::string body;  // JSON unless content_type says otherwise
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  // What a repeat of the request is answered, when `body` shows a secret that is shown once.
  std::optional<std::string> body_of_repeat = std::nullopt;
  std::optional<Uuid> signed_in = std::nullopt;  // who has just signed in

  static Reply json(std::string body, int status = 200) { return {status, std::move(body), "application/json", {}}; }
  static Reply no_content() { return {204, "", "", {}}; }
  Reply&& header(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
  }
};

}  // namespace wheelhouse::api
