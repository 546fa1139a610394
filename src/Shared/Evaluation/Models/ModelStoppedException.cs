namespace MuBench.Models;

/// <summary>A model can answer no further question: wrong address, key or model name, or an endpoint that is gone.</summary>
public sealed class ModelStoppedException : UserException
{
    /// <summary>Creates the exception; the message names the setting to look at.</summary>
    public ModelStoppedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="ModelStoppedException(string)"/>
    public ModelStoppedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
