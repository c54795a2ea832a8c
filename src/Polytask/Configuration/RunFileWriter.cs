using System.Text.RegularExpressions;
using Polytask.Catalog;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Polytask.Configuration;

/// <summary>Writes run files with all that they leave to defaults, in an order that stays: what was written, read again, is the same run.</summary>
public static partial class RunFileWriter
{
    /// <summary>The run as YAML: every value, every kind, paths in full.</summary>
    public static string Write(RunFile run)
    {
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Write(emitter, new RecordType(typeof(RunFile)).Write(run));
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(Emitter emitter, ConfigNode node)
    {
        switch (node)
        {
            case MapNode map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, map.Entries.Count > 0 ? MappingStyle.Block : MappingStyle.Flow));
                foreach (var entry in map.Entries)
                {
                    Write(emitter, new ScalarNode(entry.Key, Quoted: true, default));
                    Write(emitter, entry.Value);
                }
                emitter.Emit(new MappingEnd());
                break;
            case ListNode list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, list.Items.Any(item => item is not ScalarNode) ? SequenceStyle.Block : SequenceStyle.Flow));
                foreach (var item in list.Items) Write(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case ScalarNode scalar:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, scalar.Text, !scalar.Quoted || IsWord(scalar.Text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, true, true));
                break;
        }
    }

    /// <summary>Whether text cannot be mistaken for a number, a truth value, a date or nothing, in any YAML.</summary>
    private static bool IsWord(string text) => PlainWord().IsMatch(text) && !OtherMeaning().IsMatch(text);

    [GeneratedRegex(@"^[\p{L}_/][\p{L}\p{Nd}_./ -]*(?<! )\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWord();

    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherMeaning();
}
