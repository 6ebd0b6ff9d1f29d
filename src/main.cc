#include "cli/command.h"

int main(int argc, char** argv) { return wheelhouse::cli::main(argc, argv); }
