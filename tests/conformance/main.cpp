#include "app/run.hpp"
#include "tests/conformance/fixture.hpp"

int main(int count, char** arguments) {
  const howdah::conformance::fixture offered;
  return howdah::app::run({arguments + 1, arguments + count}, offered);
}
