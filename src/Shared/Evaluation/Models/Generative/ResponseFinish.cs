namespace MuBench.Models.Generative;

/// <summary>The finish reason of a response.</summary>
/// <param name="Finish">One of <see cref="MuBench.Responses.FinishReasons"/>, or the provider's own word; null if it gave none.</param>
/// <param name="Detail">The provider's detail about a filtered or refused response, such as its category.</param>
internal readonly record struct ResponseFinish(string? Finish, string? Detail = null);
