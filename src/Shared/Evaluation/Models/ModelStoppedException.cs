namespace MuBench.Models;

/// <summary>A model cannot answer any further question: wrong address, key or model name, or an endpoint that is down.</summary>
internal sealed class ModelStoppedException : UserException
{
    /// <summary>Creates the exception. The message names the setting to check.</summary>
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
