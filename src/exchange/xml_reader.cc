#include "exchange/xml_reader.h"

#include <expat.h>

#include <new>

namespace wheelhouse::exchange {
namespace {
constexpr int kMaxDepth = 64;                        // a worksheet needs 8
constexpr std::uint64_t kMaxTagBytes = 1 << 20;
constexpr XML_Char kSeparator = '|';

std::string_view local(const XML_Char* name) {
  const std::string_view whole(name);
  return whole.substr(whole.rfind(kSeparator) + 1);  // npos + 1 is 0: no namespace
}
}  // namespace

std::string_view XmlAttributes::get(std::string_view local_name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2)
    if (local(*pair) == local_name) return pair[1];
  return {};
}

struct XmlReader::Callbacks {
  static XmlReader& self(void* data) { return *static_cast<XmlReader*>(data); }
  static void start(void* data, const XML_Char* name, const XML_Char** attributes) {
    XmlReader& reader = self(data);
    if (reader.error_) return;
    if (++reader.depth_ > kMaxDepth) return reader.stop(Error::make(Errc::invalid, "xml_too_deep"));
    reader.on_start(local(name), XmlAttributes(attributes));
  }
  static void end(void* data, const XML_Char* name) {
    XmlReader& reader = self(data);
    if (reader.error_) return;
    --reader.depth_;
    reader.on_end(local(name));
  }
  static void text(void* data, const XML_Char* bytes, int length) {
    XmlReader& reader = self(data);
    if (!reader.error_) reader.on_text({bytes, static_cast<std::size_t>(length)});
  }
  static void doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    self(data).stop(Error::make(Errc::invalid, "xml_dtd_refused"));
  }
};

XmlReader::XmlReader() : parser_(XML_ParserCreateNS(nullptr, kSeparator)) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Callbacks::start, Callbacks::end);
  XML_SetCharacterDataHandler(parser_, Callbacks::text);
  XML_SetStartDoctypeDeclHandler(parser_, Callbacks::doctype);
}
XmlReader::~XmlReader() { XML_ParserFree(parser_); }

void XmlReader::stop(Error error) {
  if (error_) return;
  error_ = std::move(error);
  XML_StopParser(parser_, XML_FALSE);
}

Result<void> XmlReader::feed(std::string_view bytes, bool last) {
  const auto status = XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
  if (error_) return fail(*error_);
  if (status == XML_STATUS_ERROR) {
    error_ = Error::make(Errc::invalid, "xml_damaged", {{"line", std::to_string(XML_GetCurrentLineNumber(parser_))}});
    return fail(*error_);
  }
  fed_ += bytes.size();
  // Text is handed on in pieces, so only an unfinished tag keeps expat from moving on.
  const auto at = static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0));
  if (!last && fed_ > at + kMaxTagBytes) {
    error_ = Error::make(Errc::too_large, "xml_tag_too_long");
    return fail(*error_);
  }
  return {};
}
}  // namespace wheelhouse::exchange
