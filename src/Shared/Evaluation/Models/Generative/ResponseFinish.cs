namespace MuBench.Models.Generative;

/// <summary>Why a response ended.</summary>
/// <param name="Finish">One of <see cref="MuBench.Responses.FinishReasons"/>, or the provider's own word; null where it gave none.</param>
/// <param name="Detail">What the provider says of a filtered or refused answer, such as its category.</param>
internal readonly record struct ResponseFinish(string? Finish, string? Detail = null);
