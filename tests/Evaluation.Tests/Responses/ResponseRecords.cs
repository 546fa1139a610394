using System.Text.Json;
using CsCheck;
using MuBench.Imaging;
using MuBench.Responses;

namespace MuBench.Tests.Responses;

/// <summary>Arbitrary response records.</summary>
internal static class ResponseRecords
{
    private static readonly Gen<string> Text = Gen.OneOf<string>(
        Gen.String[0, 40],
        Gen.String[Gen.Char["abc \"\\\n\r\t{}[]:,µ漢\u2028\u0000"], 0, 40],
        Gen.OneOf("", "A", "{\"key\":\"x\"}\n{\"key\":\"y\",\"row\":1,\"question\":\"q\"}\n", "😀"));

    /// <summary>Some keys repeat, as when two workers ask the same question.</summary>
    public static readonly Gen<ResponseRecord> Record = Gen.Select(
        Gen.Int[0, 40], Gen.Int[0, 16129], Text, Gen.Int[0, 2], Gen.Long[0, 9999], Gen.Float[-1, 1].Array[0, 4], Gen.Bool)
        .Select((key, row, text, repeat, tokens, scores, contrastive) => new ResponseRecord
        {
            Key = ResponseKey.Of("", $"{key}", repeat),
            Row = row,
            Question = "fine:acevedo_et_al_2020",
            Form = contrastive ? "_1" : null,
            Repeat = repeat,
            Text = contrastive ? null : Whole(text),
            Scores = contrastive ? scores : null,
            Finish = contrastive ? null : FinishReasons.Stop,
            OutputTokens = tokens,
            Usd = tokens / 1_000_000m,
            LatencyMs = tokens / 7.0,
            At = DateTimeOffset.UnixEpoch.AddTicks(tokens),
            Image = contrastive ? null : new SentImage("ab", 224, 224, "png", tokens),
        });

    public static List<ResponseRecord> Generate(int count)
    {
        var records = new List<ResponseRecord>();
        Record.Array[count].Sample(records.AddRange, iter: 1, seed: "0000KOIPe036");
        return records;
    }

    /// <summary>A record as text, because its lists do not compare by value.</summary>
    public static string Comparable(ResponseRecord record) =>
        JsonSerializer.Serialize(record, ResponseJsonContext.Default.ResponseRecord);

    // JSON cannot represent an unpaired surrogate.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes());
}
