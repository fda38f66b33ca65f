#include "app/run.hpp"

int main(int count, char** arguments) {
  return howdah::app::run({arguments + 1, arguments + count});
}
