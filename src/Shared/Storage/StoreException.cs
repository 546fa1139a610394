namespace MuBench.Storage;

/// <summary>
/// The store could not do what was asked: unreachable, full, not permitted, or not found. The message names the
/// store and the path, and is fit to be shown to a user without a stack trace.
/// </summary>
public class StoreException : UserException
{
    /// <summary>Creates the exception with a message for the user.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="StoreException(string)"/>
    public StoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
