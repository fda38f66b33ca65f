# Everything here is a Debian 12 package; script/packages.txt has their names.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(RapidJSON 1.1 REQUIRED)
find_package(Boost 1.74 REQUIRED) # headers only: Beast's parser
find_package(spdlog 1.10 REQUIRED)
find_package(CAF 0.17 REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(PgQuery REQUIRED)
pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx>=6.4 libpqxx<7)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)

# RapidJSON's package sets a variable only.
add_library(howdah_rapidjson INTERFACE)
target_include_directories(howdah_rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS})

if(HOWDAH_TESTS)
  find_package(GTest REQUIRED)
endif()
