using System.Text;
using System.Text.Json;
using Google.Protobuf;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// Reads a SentencePiece Unigram model: <c>spiece.model</c> (SentencePiece's protocol buffer), or the Unigram model of a
/// <c>tokenizer.json</c>.
/// </summary>
internal static class UnigramReader
{
    public const string BinaryFile = "spiece.model";

    private const string EndToken = "</s>";

    // Kinds of pieces in sentencepiece_model.proto. Unknown, control and byte pieces stand for no text.
    private const int Normal = 1, UserDefined = 4, Unused = 5, Unigram = 1;

    /// <summary>Reads <c>spiece.model</c>.</summary>
    public static UnigramVocabulary ReadBinary(string path)
    {
        try
        {
            return ReadModel(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or FormatException)
        {
            throw new UserException($"'{path}' is not a SentencePiece model: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the Unigram model of a <c>tokenizer.json</c>.</summary>
    public static UnigramVocabulary ReadJson(JsonFile json)
    {
        var model = json.Object("model");
        var pieces = new Dictionary<string, (int Id, float Score)>(StringComparer.Ordinal);
        var id = 0;
        foreach (var entry in model.Elements("vocab"))
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2)
                throw model.Wrong("vocab", "should be a list of pairs: piece and score");
            pieces.TryAdd(entry[0].GetString()!, (id++, entry[1].GetSingle()));
        }

        var end = pieces.TryGetValue(EndToken, out var found) ? found.Id : throw model.Wrong("vocab", $"lacks the end token {EndToken}");
        var unknown = model.Integer("unk_id") ?? throw model.Wrong("unk_id", "is missing");
        var controls = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var special in json.Objects("added_tokens"))
        {
            if (special.Text("content") is { } content && pieces.Remove(content, out var piece))
                controls[content] = piece.Id;
        }

        return new UnigramVocabulary(pieces, unknown, end, controls, MapOf(json));
    }

    private static CharacterMap? MapOf(JsonFile json)
    {
        var normalizer = json.OptionalObject("normalizer");
        var parts = normalizer?.Text("type") == "Sequence" ? normalizer.Objects("normalizers") : normalizer is null ? [] : [normalizer];
        var map = parts.FirstOrDefault(part => part.Text("type") == "Precompiled")?.Text("precompiled_charsmap");
        return map is null ? null : CharacterMap.Read(Convert.FromBase64String(map));
    }

    private static UnigramVocabulary ReadModel(byte[] bytes, string path)
    {
        var pieces = new List<(string Text, float Score, int Kind)>();
        var (kind, unknown, map) = (Unigram, -1, (CharacterMap?)null);
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    pieces.Add(ReadPiece(input.ReadBytes().CreateCodedInput()));
                    break;
                case 2:
                    kind = ReadInteger(input.ReadBytes().CreateCodedInput(), 3) ?? kind;
                    break;
                case 3:
                    map = ReadMap(input.ReadBytes().CreateCodedInput());
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        unknown = pieces.FindIndex(piece => piece.Kind == 2);
        var end = pieces.FindIndex(piece => piece.Text == EndToken);
        if (kind != Unigram || unknown < 0 || end < 0)
            throw new UserException($"'{path}' should hold a SentencePiece model of type Unigram with an unknown piece and the end token {EndToken}.");
        var best = pieces.Max(piece => piece.Score);
        return new UnigramVocabulary(
            pieces.Select((piece, id) => (piece, id)).Where(entry => entry.piece.Kind is Normal or UserDefined or Unused).ToDictionary(
                entry => entry.piece.Text,
                // SentencePiece prefers user-defined pieces to any other split.
                entry => (entry.id, entry.piece.Kind == UserDefined ? Encoding.UTF8.GetByteCount(entry.piece.Text) * best - 0.1f : entry.piece.Score), StringComparer.Ordinal),
            unknown, end,
            pieces.Select((piece, id) => (piece, id)).Where(entry => entry.piece.Kind is not (Normal or UserDefined or Unused))
                .ToDictionary(entry => entry.piece.Text, entry => entry.id, StringComparer.Ordinal),
            map);
    }

    private static (string Text, float Score, int Kind) ReadPiece(CodedInputStream input)
    {
        var (text, score, kind) = ("", 0f, Normal);
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    text = input.ReadString();
                    break;
                case 2:
                    score = input.ReadFloat();
                    break;
                case 3:
                    kind = input.ReadEnum();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return (text, score, kind);
    }

    private static int? ReadInteger(CodedInputStream input, int field)
    {
        int? found = null;
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field)
                found = input.ReadEnum();
            else
                input.SkipLastField();
        }

        return found;
    }

    private static CharacterMap? ReadMap(CodedInputStream input)
    {
        CharacterMap? map = null;
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == 2)
                map = CharacterMap.Read(input.ReadBytes().Span);
            else
                input.SkipLastField();
        }

        return map;
    }
}
