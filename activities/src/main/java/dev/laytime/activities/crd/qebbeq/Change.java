package dev.laytime.activities.crd.qebbeq;

/** What is to be written into a cluster. */
sealed interface Change {

  /** The object that it is about. */
  ObjectKey key();

  /** There is to be an object for an image. */
  record Create(ObjectKey key, String image) implements Change {}

  /** The object is to stay until we have seen that it is deleted. */
  record AddFinalizer(ImageObject object) implements Change {
    @Override
    public ObjectKey key() {
      return object.key();
    }
  }

  /** The object may go. */
  record RemoveFinalizer(ImageObject object) implements Change {
    @Override
    public ObjectKey key() {
      return object.key();
    }
  }

  /** Its image has left the registry: the object is to go as well. */
  record Delete(ImageObject object) implements Change {
    @Override
    public ObjectKey key() {
      return object.key();
    }
  }

  /** How its image is. */
  record WriteStatus(ObjectKey key, ImageStatus status) implements Change {}

  /** What became of a mirror. */
  record WriteMirrorStatus(ObjectKey key, ImageMirrorStatus status) implements Change {}
}
