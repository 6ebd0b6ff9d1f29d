# Files made at build time: language packs and the built interface, embedded as byte arrays.
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
if(WITH_UI)
  wheelhouse_embed(wh_ui_assets ui_assets ${CMAKE_CURRENT_SOURCE_DIR}/web/dist *)
else()
  wheelhouse_embed(wh_ui_assets ui_assets ${CMAKE_CURRENT_SOURCE_DIR}/web/no_dist *)
endif()
