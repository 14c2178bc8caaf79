"""datera-apply beside the driver: both work on one array, and neither undoes what is the other's."""
