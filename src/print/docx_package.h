// The parts of a DOCX that are the same whatever it says: what is in the package, how styles look. Internal to print/.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace wheelhouse::print {

constexpr int kWidth = 9746;  // of the text, in twentieths of a point: A4 less 1.9 cm on both sides
inline constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
inline constexpr std::string_view kW = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
inline constexpr std::string_view kR = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

std::string content_types();
// Type and target of each, numbered rId1 …
std::string relations(std::initializer_list<std::pair<std::string_view, std::string_view>> targets);
std::string styles(std::string_view language);
std::string numbering();

}  // namespace wheelhouse::print
