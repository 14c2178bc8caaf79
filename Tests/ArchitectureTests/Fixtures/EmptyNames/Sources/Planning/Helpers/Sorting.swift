struct Sorting {}
