# Warns when web/dist is not made of what is in web/ and lang/ now: whatever is there is embedded, an old interface too. Run at configure
# time, and as a script at build time: cmake -DROOT=… -DSTAMP=… -P check_interface.cmake. Says nothing twice: only a current interface
# leaves the stamp, so a build asks again until it is.
execute_process(
  COMMAND bash -c "root=$1; . \"$2/common.sh\"; . \"$2/interface.sh\"; interface_is_current" - ${ROOT} ${CMAKE_CURRENT_LIST_DIR}/../tools
  RESULT_VARIABLE interface_is_old OUTPUT_QUIET)
if(interface_is_old)
  if(STAMP)
    file(REMOVE ${STAMP})
  endif()
  # Not message(WARNING): a stack of CMake's own files below it would hide the one line that matters.
  message("warning: web/dist is older than web/ and lang/, or is not there: the program gets an old interface or none. "
          "./run builds it, or: cd web && npm run build")
elseif(STAMP)
  file(TOUCH ${STAMP})
endif()
