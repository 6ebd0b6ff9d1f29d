// Events of an XML document, fed in pieces: expat with what an untrusted document may not do switched off.
// No DTD (so no entities), at most 64 levels, no single tag over a mebibyte (TRUST R-11). Names come without their
// namespace: workbooks use two namespaces and any prefix for the same elements. One thread at a time.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

struct XML_ParserStruct;

namespace wheelhouse::exchange {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // Value of the attribute of that local name, empty when there is none.
  std::string_view get(std::string_view local_name) const;

 private:
  const char** pairs_;
};

class XmlReader {
 public:
  XmlReader();
  virtual ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Errors: xml_damaged (line), xml_dtd_refused, xml_too_deep, xml_tag_too_long, and what a handler gave to stop().
  Result<void> feed(std::string_view bytes, bool last);

 protected:
  virtual void on_start(std::string_view local_name, const XmlAttributes& attributes) = 0;
  virtual void on_end(std::string_view local_name) = 0;
  virtual void on_text(std::string_view text) = 0;
  // From within a handler: parsing ends with this error.
  void stop(Error error);

 private:
  struct Callbacks;
  friend struct Callbacks;
  XML_ParserStruct* parser_;
  std::optional<Error> error_;
  int depth_ = 0;
  std::uint64_t fed_ = 0;
};

}  // namespace wheelhouse::exchange
