namespace MuBench.Storage;

/// <summary>
/// An operation of the store failed: the store is unreachable or full, access is denied, or nothing is there. The message
/// names the store and the path. It can be shown to a user without a stack trace.
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
