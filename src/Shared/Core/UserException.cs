namespace MuBench;

/// <summary>
/// A fault that the user can correct. The message names the file, field or setting and the remedy. It is shown alone,
/// without a stack trace.
/// </summary>
public class UserException : Exception
{
    /// <summary>Creates the exception with a message for the user.</summary>
    public UserException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="UserException(string)"/>
    public UserException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
