using System.Text;
using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Http;

/// <summary>Implements the batch API of OpenAI or of Azure OpenAI: files, batches, their states, and the strictness of both.</summary>
/// <param name="azure">Whether it is Azure's API, which has other paths and checks files first.</param>
/// <param name="answer">Returns the response to one request's body.</param>
public sealed class LoopbackBatches(bool azure, Func<JsonNode, LoopbackResponse> answer)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (byte[] Content, int Looks)> _files = [];
    private readonly List<JsonObject> _batches = [];
    private readonly Dictionary<string, int> _polls = [];

    /// <summary>The dated version of Azure's API; null for v1.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The operation of the requests.</summary>
    public string Operation { get; init; } = "chat/completions";

    /// <summary>Number of polls before a batch has ended.</summary>
    public int PollsBeforeEnd { get; init; } = 1;

    /// <summary>Number of requests of a batch that get a response before it expires; null for all.</summary>
    public Func<int, int?> AnsweredOf { get; init; } = _ => null;

    /// <summary>Why a batch, by its number from 0, fails as a whole: code and message; null if it does not fail.</summary>
    public Func<int, (string Code, string Message)?> FailureOf { get; init; } = _ => null;

    /// <summary>Returns a response in place of the API's, for faults; null for the API's.</summary>
    public Func<ChatCall, LoopbackResponse?> Before { get; init; } = _ => null;

    /// <summary>Called after a batch is created, before the response is sent.</summary>
    public Func<ChatCall, Task> AfterCreation { get; init; } = _ => Task.CompletedTask;

    /// <summary>The batches so far.</summary>
    public IReadOnlyList<JsonObject> Batches
    {
        get
        {
            lock (_lock)
                return [.. _batches];
        }
    }

    private string Route => azure && Operation != "responses" ? $"/{Operation}" : $"/v1/{Operation}";

    private string Root => !azure ? "/v1/" : ApiVersion is null ? "/openai/v1/" : "/openai/";

    /// <summary>Starts a server.</summary>
    public Task<LoopbackChatServer> StartAsync() => LoopbackChatServer.StartAsync(async call =>
    {
        if (Before(call) is { } fault)
            return fault;
        var reply = Answer(call);
        if (call.Method == "POST" && call.Path == Root + "batches" && reply.Status == 200)
            await AfterCreation(call);
        return reply;
    });

    /// <summary>The lines of a batch's input.</summary>
    public IReadOnlyList<string> LinesOf(int batch)
    {
        lock (_lock)
            return Encoding.UTF8.GetString(_files[(string)_batches[batch]["input_file_id"]!].Content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private LoopbackResponse Answer(ChatCall call)
    {
        if (azure ? !call.Headers.ContainsKey("api-key") : call.Authorization is null)
            return LoopbackResponse.Error(401, "no key");
        if (!call.Path.StartsWith(Root, StringComparison.Ordinal) || (ApiVersion is not null && !call.Query.Split('?', '&').Contains($"api-version={ApiVersion}")))
            return LoopbackResponse.Error(404, "Resource not found");
        string[] steps = call.Path[Root.Length..].Split('/');
        lock (_lock)
        {
            return (call.Method, steps) switch
            {
                ("POST", ["files"]) => Upload(call),
                ("GET", ["files", var id]) when _files.ContainsKey(id) => FileOf(id),
                ("GET", ["files", var id, "content"]) when _files.TryGetValue(id, out var file) => new LoopbackResponse(200, Encoding.UTF8.GetString(file.Content), null, "application/octet-stream"),
                ("POST", ["batches"]) => Create(call.Json),
                ("GET", ["batches"]) => List(call.Query),
                ("GET", ["batches", var id]) when _batches.Find(batch => (string)batch["id"]! == id) is { } batch => Poll(batch),
                _ => LoopbackResponse.Error(404, $"no {call.Method} {call.Path}"),
            };
        }
    }

    private LoopbackResponse Upload(ChatCall call)
    {
        var parts = Multipart(call);
        if (!parts.TryGetValue("purpose", out var purpose) || Encoding.UTF8.GetString(purpose) != "batch" || !parts.TryGetValue("file", out var file))
            return LoopbackResponse.Error(400, "purpose and file are required");
        var id = $"file-{_files.Count + 1}";
        _files.Add(id, (file, azure ? 1 : 0));
        return FileOf(id, isNew: true);
    }

    private LoopbackResponse FileOf(string id, bool isNew = false)
    {
        var (content, looks) = _files[id];
        if (!isNew && looks > 0)
            _files[id] = (content, looks - 1);
        return Json(new JsonObject { ["id"] = id, ["object"] = "file", ["bytes"] = content.Length, ["purpose"] = "batch", ["status"] = looks > 0 ? "pending" : "processed" });
    }

    private LoopbackResponse Create(JsonNode body)
    {
        if ((string?)body["endpoint"] != Route || (string?)body["completion_window"] != "24h" || body["metadata"]!.AsObject().Any(pair => ((string)pair.Value!).Length > 512))
            return LoopbackResponse.Error(400, "invalid batch");
        var file = (string)body["input_file_id"]!;
        if (!_files.TryGetValue(file, out var input) || input.Looks > 0)
            return LoopbackResponse.Error(400, "the file is not there, or not processed yet");
        var batch = new JsonObject
        {
            ["id"] = $"batch_{_batches.Count + 1}", ["object"] = "batch", ["endpoint"] = Route, ["input_file_id"] = file, ["completion_window"] = "24h",
            ["status"] = "validating", ["created_at"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), ["metadata"] = body["metadata"]!.DeepClone(),
        };
        _batches.Add(batch);
        return Json(batch);
    }

    private LoopbackResponse List(string query)
    {
        var after = query.Contains("after=", StringComparison.Ordinal) ? query[(query.IndexOf("after=", StringComparison.Ordinal) + 6)..].Split('&')[0] : null;
        var newestFirst = _batches.AsEnumerable().Reverse().ToList();
        var page = newestFirst.SkipWhile(batch => after is not null && (string)batch["id"]! != after).Skip(after is null ? 0 : 1).Take(2).ToList();
        var hasMore = page.Count > 0 && page[^1] != newestFirst[^1];
        return Json(new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. page.Select(batch => batch.DeepClone())]), ["has_more"] = hasMore });
    }

    private LoopbackResponse Poll(JsonObject batch)
    {
        var id = (string)batch["id"]!;
        _polls[id] = _polls.GetValueOrDefault(id) + 1;
        if (_polls[id] > PollsBeforeEnd)
            End(batch);
        else
            batch["status"] = "in_progress";
        return Json(batch);
    }

    private void End(JsonObject batch)
    {
        if ((string)batch["status"]! is "completed" or "expired" or "failed")
            return;
        var number = _batches.IndexOf(batch);
        if (FailureOf(number) is var (code, message))
        {
            batch["status"] = "failed";
            batch["errors"] = new JsonObject { ["object"] = "list", ["data"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message, ["line"] = null }) };
            return;
        }

        var (output, errors) = (new StringBuilder(), new StringBuilder());
        string[] lines = [.. LinesOf(number)];
        var answered = AnsweredOf(number) ?? lines.Length;
        for (var index = 0; index < lines.Length; index++)
        {
            var request = JsonNode.Parse(lines[index])!;
            if ((string?)request["method"] != "POST" || (string?)request["url"] != Route)
                errors.Append(Line(request, 400, """{"error":{"message":"invalid line","type":"invalid_request_error"}}"""));
            else if (index >= answered)
                errors.Append(Expired(request)).Append('\n');
            else if (answer(request["body"]!) is { Status: 200 } reply)
                output.Append(Line(request, 200, reply.Body));
            else
                errors.Append(Line(request, answer(request["body"]!).Status, answer(request["body"]!).Body));
        }

        batch["status"] = answered < lines.Length ? "expired" : "completed";
        batch["output_file_id"] = Store(output);
        batch["error_file_id"] = Store(errors);
    }

    private string? Store(StringBuilder lines)
    {
        if (lines.Length == 0)
            return null;
        var id = $"file-{_files.Count + 1}";
        _files.Add(id, (Encoding.UTF8.GetBytes(lines.ToString()), 0));
        return id;
    }

    private static string Expired(JsonNode request) => new JsonObject
    {
        ["id"] = "batch_req", ["custom_id"] = (string)request["custom_id"]!, ["response"] = null,
        ["error"] = new JsonObject { ["code"] = "batch_expired", ["message"] = "This request could not be executed before the completion window expired." },
    }.ToJsonString();

    private static string Line(JsonNode request, int status, string body) => new JsonObject
    {
        ["id"] = "batch_req", ["custom_id"] = (string)request["custom_id"]!,
        ["response"] = new JsonObject { ["status_code"] = status, ["request_id"] = "req", ["body"] = JsonNode.Parse(body) }, ["error"] = null,
    }.ToJsonString() + "\n";

    private static LoopbackResponse Json(JsonObject json) => new(200, json.ToJsonString());

    private static Dictionary<string, byte[]> Multipart(ChatCall call)
    {
        var boundary = Encoding.UTF8.GetBytes("--" + call.Headers["Content-Type"].Split("boundary=")[1].Trim('"'));
        var parts = new Dictionary<string, byte[]>();
        var body = call.RawBody.AsSpan();
        for (var start = body.IndexOf(boundary); start >= 0;)
        {
            body = body[(start + boundary.Length)..];
            start = body.IndexOf(boundary);
            if (start < 0)
                break;
            var part = body[..start];
            var split = part.IndexOf("\r\n\r\n"u8);
            var head = Encoding.UTF8.GetString(part[..split]);
            var name = head[(head.IndexOf("name=", StringComparison.Ordinal) + 5)..].Split('\r', ';')[0].Trim('"');
            parts[name] = part[(split + 4)..^2].ToArray();
        }

        return parts;
    }
}
