-- Of a target the version that was there when an older one began to move: that is not what is there now.
ALTER TABLE promotion_images ADD COLUMN behind VARCHAR(128);
