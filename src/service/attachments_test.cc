#include "service/attachments.h"

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

TEST(Attachments, NamesKeepNothingThatIsNoName) {
  EXPECT_EQ(file_name_of("/etc/../报价 1.pdf"), "报价 1.pdf");
  EXPECT_EQ(file_name_of("C:\\x\\y.txt"), "y.txt");
  EXPECT_EQ(file_name_of("a\tb\x01.txt"), "ab.txt");
  EXPECT_EQ(file_name_of("a\xE2\x80\xAE" "fdp.exe"), "afdp.exe");
  for (const char* nothing : {"", " ", ".", "..", "/", "\xE2\x80\x8B"}) EXPECT_EQ(file_name_of(nothing), "file") << nothing;
  EXPECT_EQ(text::count_code_points(file_name_of(std::string(500, 'a') + ".docx")), 200u);
  EXPECT_TRUE(file_name_of(std::string(500, 'a') + ".docx").ends_with("a.docx"));
}

TEST(Attachments, BytesSayWhatTheyAre) {
  EXPECT_EQ(media_type_of("%PDF-1.4"), "application/pdf");
  EXPECT_EQ(media_type_of("plain 文字\r\n"), "text/plain");
  for (const char* markup : {"<svg/>", " \n<HTML>", "\xEF\xBB\xBF<a>", "words <ScRiPt>", "<?xml version='1.0'?>"})
    EXPECT_EQ(media_type_of(markup), "application/octet-stream") << markup;
  EXPECT_EQ(media_type_of("\xFF\xFE"), "application/octet-stream");
  EXPECT_EQ(media_type_of(std::string_view("a\0b", 3)), "application/octet-stream");
  EXPECT_EQ(media_type_of(""), "application/octet-stream");
  for (const char* type : {"application/octet-stream", "application/zip", "image/svg+xml", "text/html"}) EXPECT_FALSE(is_previewable(type));
}

}  // namespace
}  // namespace wheelhouse::service
