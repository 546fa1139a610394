namespace MuBench.Inference.Http;

/// <summary>A request that is answered with an error in OpenAI's shape.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The error's code.</param>
/// <param name="message">What is wrong and what to do about it, fit for the caller.</param>
/// <param name="param">The field that is meant.</param>
internal sealed class ApiException(int status, string code, string message, string? param = null) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error's code.</summary>
    public string Code { get; } = code;

    /// <summary>The field that is meant; null for none.</summary>
    public string? Param { get; } = param;

    /// <summary>Seconds after which to ask again; null where that would not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The error's type, as OpenAI groups them.</summary>
    public string Type => Status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>A request that is wrong.</summary>
    public static ApiException Invalid(string message, string? param = null, string code = "invalid_value") =>
        new(StatusCodes.Status400BadRequest, code, message, param);

    /// <summary>A request that came at a bad time.</summary>
    public static ApiException Busy(string message, int seconds) =>
        new(StatusCodes.Status429TooManyRequests, "server_busy", message) { RetryAfterSeconds = seconds };
}
