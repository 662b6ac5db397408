#!/usr/bin/env bats
# lexicon.bats - the files of meaning/lexicon/ are what their heads say.

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../../meaning/lexicon" || return
}

# The files whose rows are phrase, category, subcategory, rank.
treatments="codes devices diagnostics imaging injections laboratory medicines \
	services surgery therapies"

# columns FILE - how many columns its rows have.
columns() {
	case $1 in
	drugs.tsv) echo 5 ;;
	body_parts.tsv | abbreviations.tsv) echo 3 ;;
	specialties.tsv | topical.tsv) echo 2 ;;
	*) echo 4 ;;
	esac
}

# rows FILE - without comments and empty lines.
rows() {
	grep -vE '^(#|$)' "$1"
}

# The DWC's list, "category<TAB>subcategory" a line.
dwc() {
	awk -F'|' '{
		n = split($2, sub_, ";")
		for (i = 1; i <= n; i++) print $1 "\t" sub_[i]
	}' <<-'END'
		Diagnostic Testing|Imaging & Radiology;EMG/NCV/NCS
		Diagnostic Testing|Lab & Pathology;Other Diagnostic Tests
		DMEPOS|DME;Electrical Stimulation;Prosthetics/Orthotics;Supplies
		Evaluation & Management|Dental Services;Medical Specialties
		Home Health|Home Health
		Injection|Facet Injection;Injection
		Pharmaceuticals|Adrenal Cortical Steroids;Alpha-blocker
		Pharmaceuticals|Androgens & Anabolic Steroids;AntiAnxiety
		Pharmaceuticals|Anti-coagulant;Antidepressant;Antidiabetics
		Pharmaceuticals|Antiemetic;Anti-epilepsy drugs;Antihistamine
		Pharmaceuticals|Antihypertensive;Anti-infectives
		Pharmaceuticals|Antimigraine Agent;Asthma Medications
		Pharmaceuticals|Atypical Antipsychotic;Barbiturates
		Pharmaceuticals|Benzodiazepines;Beta-blocker;Bisphosphonates
		Pharmaceuticals|Calcium Channel Blocker;Cannabinoids
		Pharmaceuticals|Dopamine agonists;Fibric Acid;GI Agents
		Pharmaceuticals|H2 Blocker;Hormones;Impotence Agents;Injection
		Pharmaceuticals|Misc Analgesics;Muscle Relaxant;NSAID
		Pharmaceuticals|Nutritional Products;Opioids;Opioid Antagonist
		Pharmaceuticals|Proton Pump Inhibitors;Sedative-hypnotics
		Pharmaceuticals|Statin;Stimulants;Topical Analgesics
		Pharmaceuticals|Topical Compounds;TNF modifier
		Pharmaceuticals|Viscosupplementation
		Programs|Programs
		Psych Services|Evaluation & Management;Therapies
		Rehabilitation|Acupuncture;Chiropractic
		Rehabilitation|Physical Therapy/Occupational Therapy (PT/OT)
		Rehabilitation|Other Therapies
		Surgery|Adjunct Surgical Services;Arthroscopic Surgery
		Surgery|Non-arthroscopic Surgery;Surgical Consult
		Transportation|Transportation
	END
}

# none - fails, showing standard input, if there is a line of it.
none() {
	run cat
	echo "$output"
	[ -z "$output" ]
}

@test "every row has its file's number of columns, and none is empty" {
	for file in *.tsv; do
		rows "$file" | awk -F'\t' -v n="$(columns "$file")" -v f="$file" '
			NF != n { print f ": " $0; next }
			{
				for (i = 1; i <= n; i++)
					if ($i == "" || $i ~ /^ | $/) {
						print f ": " $0
						break
					}
			}'
	done | none
}

@test "every file says what it holds, its columns and its source" {
	for file in *.tsv; do
		head -1 "$file" | grep -q "^# $file - " || echo "$file: title"
		grep -q '^# Columns, by TAB:$' "$file" || echo "$file: columns"
		grep -q '^# Source: ' "$file" || echo "$file: source"
	done | none
}

@test "every file is UTF-8 without carriage returns" {
	for file in *.tsv; do
		iconv -f UTF-8 -t UTF-8 "$file" >/dev/null || echo "$file"
		grep -l $'\r' "$file" || true
	done | none
}

@test "categories are the DWC's" {
	dwc >"$BATS_TEST_TMPDIR/dwc"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/dwc")" -eq 67 ]
	for name in $treatments; do
		rows "$name.tsv" | cut -f2,3
	done | sort -u | grep -vxFf "$BATS_TEST_TMPDIR/dwc" | none
	rows drugs.tsv | cut -f3 | sort -u | grep -vx -- - |
		sed 's/^/Pharmaceuticals\t/' |
		grep -vxFf "$BATS_TEST_TMPDIR/dwc" | none
}

@test "every category is reached" {
	{
		for name in $treatments; do
			rows "$name.tsv" | cut -f2,3
		done
		rows drugs.tsv | cut -f3 | sed 's/^/Pharmaceuticals\t/'
	} | sort -u >"$BATS_TEST_TMPDIR/reached"
	dwc | grep -vxFf "$BATS_TEST_TMPDIR/reached" | none
}

@test "ranks are one digit" {
	for name in $treatments; do
		rows "$name.tsv" | awk -F'\t' '$4 !~ /^[0-9]$/'
	done | none
}

@test "kinds, routes, sides, places and systems are as the heads list them" {
	rows drugs.tsv | awk -F'\t' '
		$4 !~ /^(brand|generic|combination|kit|food)$/ ||
		$5 !~ /^(oral|topical|injection|nasal|ophthalmic|-)$/' | none
	rows body_parts.tsv |
		awk -F'\t' '$3 !~ /^(left|right|bilateral|-)$/' | none
	rows abbreviations.tsv |
		awk -F'\t' '$3 !~ /^(any|frequency|body|drug)$/' | none
	rows guidelines.tsv | awk -F'\t' '
		$2 !~ /^(MTUS|ODG|ACOEM|other)$/ ||
		$4 !~ /^(guideline|chapter)$/' | none
}

@test "no name stands twice in a file, of guidelines in a system" {
	for file in *.tsv; do
		rows "$file" | awk -F'\t' -v f="$file" '
			{
				name = tolower($1)
				gsub(/[-\/ ]+/, " ", name)
				if (f == "guidelines.tsv") name = name FS $2
				if (name in seen) print f ": " $1
				seen[name]
			}'
	done | none
}

@test "no phrase of two files leads to two categories" {
	for name in $treatments; do
		rows "$name.tsv"
	done | awk -F'\t' '
		{ name = tolower($1); gsub(/[-\/ ]+/, " ", name) }
		name in category && category[name] != $2 FS $3 { print $1 }
		{ category[name] = $2 FS $3 }' | none
}

@test "ingredients and parts of the body are in lower case" {
	rows drugs.tsv | cut -f2 | grep '[[:upper:]]' | none
	rows body_parts.tsv | cut -f1,2 | grep '[[:upper:]]' | none
}

@test "ranges of codes are of one form, ascend and do not overlap" {
	rows codes.tsv | cut -f1 | awk -F- '
		{
			low = $1; high = NF > 1 ? $2 : $1
			form = low; gsub(/[0-9]/, "0", form)
			other = high; gsub(/[0-9]/, "0", other)
			if (form != other || low > high || NF > 2) print $0
			print form, low, high >"/dev/stderr"
		}' 2>"$BATS_TEST_TMPDIR/ranges" | none
	LC_ALL=C sort "$BATS_TEST_TMPDIR/ranges" | awk '
		$1 == form && $2 "" <= high { print $0, "overlaps", high }
		{ form = $1; high = $3 "" }' | none
}

@test "there are at least 600 drugs over 300 ingredients" {
	[ "$(rows drugs.tsv | wc -l)" -ge 600 ]
	[ "$(rows drugs.tsv | cut -f2 | tr ';' '\n' | sort -u | wc -l)" -ge 300 ]
}

# Informational: which names the correction of misspellings must keep apart.
@test "drugs whose names are near each other are known" {
	run -0 python3 "$BATS_TEST_DIRNAME/near_drugs.py" drugs.tsv
	echo "$output"
	[[ "$output" == *"1 medrol medrox"* ]]
	[[ "$output" == *"2 nizatidine tizanidine"* ]]
}
