namespace MuBench.Inference.Http;

/// <summary>A fault that is sent to the caller as an error in OpenAI's format.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The error's code.</param>
/// <param name="message">The fault and the remedy, in words that the caller may see.</param>
/// <param name="param">The field that is at fault; null for none.</param>
internal sealed class ApiException(int status, string code, string message, string? param = null) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error's code.</summary>
    public string Code { get; } = code;

    /// <summary>The field that is at fault; null for none.</summary>
    public string? Param { get; } = param;

    /// <summary>Seconds after which a retry may succeed; null if a retry does not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The error's type, in OpenAI's classification.</summary>
    public string Type => Status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>The request is invalid.</summary>
    public static ApiException Invalid(string message, string? param = null, string code = "invalid_value") =>
        new(StatusCodes.Status400BadRequest, code, message, param);

    /// <summary>The server cannot accept the request now; the caller should retry later.</summary>
    public static ApiException Busy(string message, int seconds) =>
        new(StatusCodes.Status429TooManyRequests, "server_busy", message) { RetryAfterSeconds = seconds };
}
