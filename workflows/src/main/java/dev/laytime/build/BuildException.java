package dev.laytime.build;

/** A build comes to nothing, and it is known why. */
public final class BuildException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient BuildFailure failure;

  /** With what people should know of it. */
  public BuildException(BuildFailureKind kind, String said) {
    super(said);
    this.failure = BuildFailure.of(kind, said);
  }

  /** With all that is known of it. */
  public BuildException(BuildFailure failure) {
    super(failure.said());
    this.failure = failure;
  }

  /** What is to be told. */
  public BuildFailure failure() {
    return failure;
  }
}
