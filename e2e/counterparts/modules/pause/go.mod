module counterparts/pause

go 1.26
