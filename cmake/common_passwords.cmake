# INPUT, a Python file with a line   "passwords": "123456,password,…".split(",")   -> OUTPUT, a password a line. Fails when it finds
# fewer than there should be: a list that shrank unseen would let everything through.
file(READ ${INPUT} text)
string(REGEX MATCH "\"passwords\": \"([^\"]*)\"" ignored "${text}")
string(REPLACE "," "\n" passwords "${CMAKE_MATCH_1}")
string(REGEX MATCHALL "\n" breaks "${passwords}")
list(LENGTH breaks count)
if(count LESS 20000)
  message(FATAL_ERROR "${INPUT} holds ${count} passwords where cmake/common_passwords.cmake looks for them; 20,000 at least are expected.")
endif()
file(WRITE ${OUTPUT} "${passwords}\n")
