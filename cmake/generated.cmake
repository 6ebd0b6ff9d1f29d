# Files made at build time: language packs, training modules and cases, and the built interface, embedded as byte arrays.
function(wheelhouse_embed target namespace directory pattern)
  set(output ${CMAKE_BINARY_DIR}/generated/${target}.cc)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${directory}/${pattern})
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DDIRECTORY=${directory} "-DPATTERN=${pattern}" -DNAMESPACE=${namespace}
            -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${inputs} ${CMAKE_CURRENT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  add_library(${target} STATIC ${output})
endfunction()
wheelhouse_embed(wh_lang_packs lang_packs ${CMAKE_CURRENT_SOURCE_DIR}/lang *.json)
wheelhouse_embed(wh_practice_texts practice_texts ${CMAKE_CURRENT_SOURCE_DIR}/practice *.json)
if(WITH_UI)
  wheelhouse_embed(wh_ui_assets ui_assets ${CMAKE_CURRENT_SOURCE_DIR}/web/dist *)
  # ninja does not build the interface (./run does, with Node): it says so when what it embeds is old.
  set(ROOT ${CMAKE_CURRENT_SOURCE_DIR})
  set(STAMP)
  include(cmake/check_interface.cmake)
  file(GLOB_RECURSE made_of CONFIGURE_DEPENDS ${ROOT}/web/src/* ${ROOT}/web/public/* ${ROOT}/lang/*.json)
  file(GLOB made CONFIGURE_DEPENDS ${ROOT}/web/dist/index.html)
  set(current ${CMAKE_BINARY_DIR}/interface.current)
  add_custom_command(OUTPUT ${current}
    COMMAND ${CMAKE_COMMAND} -DROOT=${ROOT} -DSTAMP=${current} -P ${ROOT}/cmake/check_interface.cmake
    DEPENDS ${made_of} ${made} ${ROOT}/cmake/check_interface.cmake COMMENT "Is web/dist current?" VERBATIM)
  add_custom_target(interface_is_current DEPENDS ${current})
  add_dependencies(wh_ui_assets interface_is_current)
else()
  wheelhouse_embed(wh_ui_assets ui_assets ${CMAKE_CURRENT_SOURCE_DIR}/web/no_dist *)
endif()

# Folding and pinyin tables from Debian's unicode-data (packed there with bzip2): see tools/make_text_tables.cc.
set(UNICODE_DATA_DIR /usr/share/unicode CACHE PATH "Where UnicodeData.txt and the Unihan files are")
function(wheelhouse_text_tables)
  set(directory ${CMAKE_BINARY_DIR}/generated)
  file(MAKE_DIRECTORY ${directory})
  foreach(name Unihan_Variants Unihan_Readings)
    if(EXISTS ${UNICODE_DATA_DIR}/${name}.txt)
      set(${name} ${UNICODE_DATA_DIR}/${name}.txt)
    else()
      set(${name} ${directory}/${name}.txt)
      add_custom_command(OUTPUT ${${name}} COMMAND bzip2 -dc ${UNICODE_DATA_DIR}/${name}.txt.bz2 > ${${name}}
        DEPENDS ${UNICODE_DATA_DIR}/${name}.txt.bz2)
    endif()
  endforeach()
  add_executable(make_text_tables tools/make_text_tables.cc)
  set(inputs ${UNICODE_DATA_DIR}/UnicodeData.txt ${UNICODE_DATA_DIR}/CaseFolding.txt ${Unihan_Variants} ${Unihan_Readings})
  add_custom_command(OUTPUT ${directory}/text_tables.cc COMMAND make_text_tables ${inputs} ${directory}/text_tables.cc
    DEPENDS make_text_tables ${inputs} VERBATIM)
  add_library(wh_text_tables STATIC ${directory}/text_tables.cc)
endfunction()
wheelhouse_text_tables()

# The commonest passwords, from Debian's python3-zxcvbn (Python that is read as text, never run): see cmake/common_passwords.cmake.
set(PASSWORD_LISTS /usr/lib/python3/dist-packages/zxcvbn/frequency_lists.py CACHE FILEPATH "Where the commonest passwords are")
function(wheelhouse_common_passwords)
  set(directory ${CMAKE_BINARY_DIR}/generated/common_passwords)
  set(list ${directory}/list.txt)
  set(output ${CMAKE_BINARY_DIR}/generated/wh_common_passwords.cc)
  set(scripts ${CMAKE_CURRENT_SOURCE_DIR}/cmake)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${PASSWORD_LISTS} -DOUTPUT=${list} -P ${scripts}/common_passwords.cmake
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DDIRECTORY=${directory} "-DPATTERN=*.txt" -DNAMESPACE=common_passwords -P ${scripts}/embed.cmake
    DEPENDS ${PASSWORD_LISTS} ${scripts}/common_passwords.cmake ${scripts}/embed.cmake VERBATIM)
  add_library(wh_common_passwords STATIC ${output})
endfunction()
wheelhouse_common_passwords()
